package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.Vmid;
import java.util.List;

/** The cluster's own high-availability manager, and the only prompt word on quorum (PVE-D9). */
public final class Ha {
  private final Api api;

  public Ha(Api api) {
    this.api = api;
  }

  public HaStatus status() {
    return HaStatus.from(api.send(Call.get("/cluster/ha/status/current")).data());
  }

  /** What the managers wrote down, whatever its age. */
  public HaManagerStatus managerStatus() {
    return HaManagerStatus.from(api.send(Call.get("/cluster/ha/status/manager_status")).data());
  }

  public List<HaResource> resources() {
    List<Fields> rows =
        api.send(Call.get("/cluster/ha/resources").with("type", "vm")).data().rows();
    return rows.stream().map(HaResource::from).toList();
  }

  /**
   * @throws io.gridwright.proxmox.error.ProxmoxException.NotFound if it is none
   */
  public HaResource resource(Vmid vmid) {
    return HaResource.from(api.send(Call.get("/cluster/ha/resources/{}", sid(vmid))).data());
  }

  public void add(Vmid vmid, HaResource.Request request) {
    api.send(
        Call.post("/cluster/ha/resources").with("sid", sid(vmid)).with("state", request.spelled()));
  }

  /** Only asks: the manager acts 10 to 20 s later. */
  public void request(Vmid vmid, HaResource.Request request) {
    api.send(Call.put("/cluster/ha/resources/{}", sid(vmid)).with("state", request.spelled()));
  }

  /** Only asks, too; ignored while the machine's node is off. */
  public void migrate(Vmid vmid, NodeName target) {
    api.send(Call.post("/cluster/ha/resources/{}/migrate", sid(vmid)).with("node", target));
  }

  public void remove(Vmid vmid) {
    api.send(Call.delete("/cluster/ha/resources/{}", sid(vmid)));
  }

  private static String sid(Vmid vmid) {
    return "vm:" + vmid;
  }
}
