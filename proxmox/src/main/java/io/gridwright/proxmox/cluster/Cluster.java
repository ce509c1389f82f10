package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.Vmid;
import java.util.List;
import java.util.Optional;

/** The cluster as the entry node sees it. */
public final class Cluster {
  private final Api api;

  public Cluster(Api api) {
    this.api = api;
  }

  /** Version of the entry node; needs any valid login, and is the cheapest call that does. */
  public Version version() {
    return Version.from(api.send(Call.get("/version")).data());
  }

  /** Members and membership. Its word on quorum may be stale (PVE-D9): ask {@link Ha#status()}. */
  public ClusterStatus status() {
    return ClusterStatus.from(api.send(Call.get("/cluster/status")).data());
  }

  /**
   * Everything, up to 10 s old, and flickering around each round of statistics (PVE-D49): decide on
   * a machine by its own status.
   */
  public List<Resource> resources() {
    return resources(Call.get("/cluster/resources"));
  }

  public List<Resource> resources(Resource.Kind kind) {
    return resources(Call.get("/cluster/resources").with("type", kind.filter()));
  }

  private List<Resource> resources(Call call) {
    List<Fields> rows = api.send(call).data().rows();
    return rows.stream().map(Resource::from).flatMap(Optional::stream).toList();
  }

  /** The machine's row, wherever it lives now. */
  public Optional<Resource.Guest> find(Vmid vmid) {
    return resources(Resource.Kind.VM).stream()
        .filter(Resource.Guest.class::isInstance)
        .map(Resource.Guest.class::cast)
        .filter(guest -> guest.vmid().equals(vmid))
        .findFirst();
  }

  /** The lowest free number, which is reserved for nobody: use an own range instead. */
  public Vmid nextFreeVmid() {
    return Vmid.parse(
        api.send(Call.get("/cluster/nextid"))
            .data()
            .asText()
            .orElseThrow(() -> new ProxmoxException.Unreadable("no number in /cluster/nextid")));
  }

  /** Whether no guest of any node, a dead one included, has this number. */
  public boolean isFree(Vmid vmid) {
    try {
      api.send(Call.get("/cluster/nextid").with("vmid", vmid));
      return true;
    } catch (ProxmoxException.AlreadyExists taken) {
      return false;
    }
  }

  /** The options of the datacenter as the server names them. */
  public Fields options() {
    return api.send(Call.get("/cluster/options")).data();
  }

  /** Whether the firewall works at all; without it no machine's rules do. */
  public boolean firewallEnabled() {
    return api.send(Call.get("/cluster/firewall/options")).data().flag("enable");
  }
}
