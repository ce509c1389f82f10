package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.error.Failure;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.PoolId;
import io.gridwright.proxmox.value.Vmid;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Resource pools: groups of machines and storages that rights are given on. */
public final class Pools {
  private final Api api;

  public Pools(Api api) {
    this.api = api;
  }

  /** A pool and the guests in it. */
  public record Pool(PoolId id, String comment, List<Resource.Guest> members) {}

  public List<PoolId> list() {
    return api.send(Call.get("/pools")).data().rows().stream()
        .map(row -> PoolId.of(row.required("poolid")))
        .toList();
  }

  /**
   * @throws ProxmoxException.NotFound if there is none of that name
   */
  public Pool get(PoolId id) {
    Call call = Call.get("/pools").with("poolid", id);
    Fields row =
        api.send(call).data().rows().stream()
            .filter(candidate -> candidate.textOrEmpty("poolid").equals(id.text()))
            .findFirst()
            .orElseThrow(() -> new ProxmoxException.NotFound(absent(call, id)));
    return new Pool(
        id,
        row.textOrEmpty("comment"),
        row.rows("members").stream()
            .map(Resource::from)
            .flatMap(Optional::stream)
            .filter(Resource.Guest.class::isInstance)
            .map(Resource.Guest.class::cast)
            .toList());
  }

  public void create(PoolId id, String comment) {
    api.send(Call.post("/pools").with("poolid", id).with("comment", comment));
  }

  /** A machine is in at most one pool. One that does not exist is accepted, too (PVE-D54). */
  public void add(PoolId id, Collection<Vmid> vmids) {
    api.send(Call.put("/pools").with("poolid", id).withList("vms", vmids));
  }

  public void remove(PoolId id, Collection<Vmid> vmids) {
    api.send(Call.put("/pools").with("poolid", id).withList("vms", vmids).flag("delete", true));
  }

  /** The pool must be empty. */
  public void delete(PoolId id) {
    api.send(Call.delete("/pools").with("poolid", id));
  }

  private static Failure absent(Call call, PoolId id) {
    return new Failure(
        call.toString(),
        OptionalInt.of(200),
        "",
        "pool '" + id + "' does not exist",
        Map.of(),
        Optional.empty());
  }
}
