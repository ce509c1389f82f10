package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.DiskSlot;
import io.gridwright.proxmox.value.SnapshotName;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Configurations of machines. */
public final class VmConfigs {
  private static final String CONFIG = "/nodes/{}/qemu/{}/config";

  private final Api api;

  public VmConfigs(Api api) {
    this.api = api;
  }

  /**
   * What is written, changes that wait for the next start included.
   *
   * @throws ProxmoxException.NotFound if the machine is not there, or on another node
   */
  public VmConfig get(VmRef vm) {
    return VmConfig.from(api.send(Call.get(CONFIG, vm.node(), vm.vmid())).data());
  }

  /** What is in force. */
  public VmConfig current(VmRef vm) {
    return VmConfig.from(
        api.send(Call.get(CONFIG, vm.node(), vm.vmid()).with("current", true)).data());
  }

  /** The configuration; empty if the machine is not there, or on another node. */
  public Optional<VmConfig> find(VmRef vm) {
    try {
      return Optional.of(get(vm));
    } catch (ProxmoxException.NotFound gone) {
      return Optional.empty();
    }
  }

  /** What waits for the next start; a change of memory or cores of a running machine does. */
  public List<PendingChange> pending(VmRef vm) {
    return api
        .send(Call.get("/nodes/{}/qemu/{}/pending", vm.node(), vm.vmid()))
        .data()
        .rows()
        .stream()
        .map(PendingChange::from)
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Changes the configuration, and the running machine where it can; what cannot be changed at once
   * waits ({@link #pending}).
   *
   * <p>A change that the running machine refuses stays written all the same, and would break the
   * next start (PVE-D1): it is withdrawn before the exception is thrown.
   *
   * @throws ProxmoxException.HotplugRefused if the running machine did not take it
   * @throws ProxmoxException.ConfigChanged if the change names a digest and somebody wrote since
   * @throws ProxmoxException.Locked while another task works on the configuration
   */
  public void change(VmRef vm, ConfigChange change) {
    try {
      api.send(change.addTo(Call.put(CONFIG, vm.node(), vm.vmid())));
    } catch (ProxmoxException.HotplugRefused refused) {
      throw withdrawn(vm, change, refused);
    }
  }

  private ProxmoxException.HotplugRefused withdrawn(
      VmRef vm, ConfigChange change, ProxmoxException.HotplugRefused refused) {
    try {
      revert(vm, change.keys());
      return new ProxmoxException.HotplugRefused(refused.failure(), true);
    } catch (ProxmoxException e) {
      refused.addSuppressed(e);
      return refused;
    }
  }

  /** Withdraws what waits for the next start under these keys. */
  public void revert(VmRef vm, Collection<String> keys) {
    api.send(Call.put(CONFIG, vm.node(), vm.vmid()).withList("revert", keys));
  }

  /**
   * As {@link #change}, by a worker: for what allocates disks, which takes longer than a call may.
   *
   * @return the task; empty if it was done at once
   */
  public Optional<Upid> changeInBackground(VmRef vm, ConfigChange change) {
    return api.send(change.addTo(Call.post(CONFIG, vm.node(), vm.vmid()))).optionalUpid();
  }

  /**
   * Reads a network card, changes it and writes it back with its MAC, if nobody wrote in between.
   *
   * @throws ProxmoxException.ConfigChanged if somebody did: call again
   */
  public void changeNetwork(VmRef vm, int index, UnaryOperator<NetworkDevice> change) {
    VmConfig read = get(vm);
    NetworkDevice before =
        Optional.ofNullable(read.networks().get(index))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "machine %s has no net%d, only %s"
                            .formatted(vm, index, read.networks().keySet())));
    NetworkDevice after = change.apply(before);
    if (!after.equals(before)) {
      VmSettings settings = VmSettings.none().net(index, after);
      change(vm, new ConfigChange(settings, Set.of(), read.digest()));
    }
  }

  /**
   * Grows a disk to that size; never shrinks. The size is absolute, so that a repeat is harmless
   * even where a failed attempt has grown the image already (PVE-D4).
   */
  public Upid resize(VmRef vm, DiskSlot slot, Bytes size) {
    return api.send(
            Call.put("/nodes/{}/qemu/{}/resize", vm.node(), vm.vmid())
                .with("disk", slot)
                .with("size", size.count()))
        .upid();
  }

  /**
   * Lets the configuration tell a disk's size truly, after a resize that ended well. One that
   * failed for want of quorum has grown the image all the same, and repeated it changes nothing, so
   * that the old size stays written (PVE-D4). Written back, the drive makes the server look at the
   * image. Does nothing where the configuration tells at least that size.
   */
  public void agreeWithImage(VmRef vm, DiskSlot slot, Bytes size) {
    VmConfig read = get(vm);
    Optional<DiskDevice> outdated =
        Optional.ofNullable(read.disks().get(slot))
            .filter(disk -> disk.size().filter(told -> told.compareTo(size) < 0).isPresent());
    outdated
        .map(disk -> VmSettings.none().disk(slot, disk.without("size")))
        .ifPresent(settings -> change(vm, new ConfigChange(settings, Set.of(), read.digest())));
  }

  /** Writes the cloud-init drive anew now, instead of at the next start. */
  public void rebuildCloudInit(VmRef vm) {
    api.send(Call.put("/nodes/{}/qemu/{}/cloudinit", vm.node(), vm.vmid()));
  }

  /** The values of a snapshot's configuration. */
  public Map<String, String> ofSnapshot(VmRef vm, SnapshotName snapshot) {
    return api.send(
            Call.get("/nodes/{}/qemu/{}/snapshot/{}/config", vm.node(), vm.vmid(), snapshot))
        .data()
        .texts();
  }
}
