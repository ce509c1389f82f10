package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.PoolId;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import java.util.List;
import java.util.Optional;

/**
 * Machines: to make, look at and delete them. What returns a {@link Upid} has only begun: await it.
 */
public final class Vms {
  private final Api api;

  public Vms(Api api) {
    this.api = api;
  }

  /** The machines of a node; those that the caller may not see are missing without a word. */
  public List<VmStatus> list(NodeName node) {
    return api.send(Call.get("/nodes/{}/qemu", node)).data().rows().stream()
        .map(VmStatus::from)
        .toList();
  }

  /**
   * @throws ProxmoxException.NotFound if the machine is not there, or on another node
   */
  public VmStatus status(VmRef vm) {
    return VmStatus.from(
        api.send(Call.get("/nodes/{}/qemu/{}/status/current", vm.node(), vm.vmid())).data());
  }

  /** The status; empty if the machine is not there, or on another node. */
  public Optional<VmStatus> find(VmRef vm) {
    try {
      return Optional.of(status(vm));
    } catch (ProxmoxException.NotFound gone) {
      return Optional.empty();
    }
  }

  /**
   * @throws ProxmoxException.AlreadyExists if the number is taken on any node, a dead one included
   */
  public Upid create(VmRef vm, VmSettings settings) {
    return create(vm, settings, Optional.empty());
  }

  public Upid create(VmRef vm, VmSettings settings, Optional<PoolId> pool) {
    return api.send(
            Call.post("/nodes/{}/qemu", vm.node())
                .with("vmid", vm.vmid())
                .with("pool", pool)
                .withAll(settings.values()))
        .upid();
  }

  /**
   * Copies a machine or template. Until the task has ended, the copy lives on the source's node.
   *
   * @throws ProxmoxException.AlreadyExists if the new number is taken, as far as the server looks
   *     before the task begins; the task may still fail with it
   */
  public Upid clone(VmRef source, Clone clone) {
    return api.send(clone.addTo(Call.post("/nodes/{}/qemu/{}/clone", source.node(), source.vmid())))
        .upid();
  }

  /** Makes a template of a stopped machine; there is no way back. */
  public Upid makeTemplate(VmRef vm) {
    return api.send(Call.post("/nodes/{}/qemu/{}/template", vm.node(), vm.vmid())).upid();
  }

  /**
   * Deletes a stopped machine with its disks, and its entries in backup jobs, replication and HA.
   *
   * @throws ProxmoxException.WrongPowerState if it runs
   * @throws ProxmoxException.NotFound if it is not there, or on another node
   */
  public Upid delete(VmRef vm) {
    return api.send(deletion(vm)).upid();
  }

  /**
   * As {@link #delete}, with every volume that bears the machine's number though its configuration
   * does not name it: what a killed clone leaves behind. Not where clusters share a storage.
   */
  public Upid deleteWithStrayDisks(VmRef vm) {
    return api.send(deletion(vm).with("destroy-unreferenced-disks", true)).upid();
  }

  private static Call deletion(VmRef vm) {
    return Call.delete("/nodes/{}/qemu/{}", vm.node(), vm.vmid()).with("purge", true);
  }

  /** The present home of a machine among all nodes; empty if there is none, or only a container. */
  public Optional<VmRef> locate(Vmid vmid) {
    return api.send(Call.get("/cluster/resources").with("type", "vm")).data().rows().stream()
        .filter(row -> row.textOrEmpty("type").equals("qemu"))
        .filter(row -> row.textOrEmpty("vmid").equals(vmid.toString()))
        .findFirst()
        .map(row -> new VmRef(NodeName.of(row.required("node")), vmid));
  }
}
