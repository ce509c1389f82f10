package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.VolumeId;
import java.util.Locale;
import java.util.Optional;

/** Backups of machines, and machines from backups. Listing them is the storage's affair. */
public final class Backups {
  private final Api api;

  public Backups(Api api) {
    this.api = api;
  }

  /** What happens to a running machine meanwhile. */
  public enum Mode {
    SNAPSHOT,
    SUSPEND,
    STOP
  }

  /**
   * Backs one machine up; a node makes one backup at a time.
   *
   * @param notes written to the backup, as its mark
   * @return the task; empty if the machine is not on that node
   */
  public Optional<Upid> create(VmRef vm, StorageId storage, Mode mode, String notes) {
    return api.send(
            Call.post("/nodes/{}/vzdump", vm.node())
                .with("vmid", vm.vmid())
                .with("storage", storage)
                .with("mode", mode.name().toLowerCase(Locale.ROOT))
                .with("compress", "zstd")
                .with("remove", false)
                .with("notes-template", notes))
        .optionalUpid();
  }

  /**
   * Makes a machine of a backup under a number that is free.
   *
   * @param target where, and under which number
   * @param storage for its disks
   * @param newIdentity true for new MAC addresses, beside a machine that still lives
   */
  public Upid restore(
      VmRef target, VolumeId archive, StorageId storage, boolean newIdentity, VmSettings changes) {
    return api.send(
            Call.post("/nodes/{}/qemu", target.node())
                .with("vmid", target.vmid())
                .with("archive", archive)
                .with("storage", storage)
                .flag("unique", newIdentity)
                .withAll(changes.values()))
        .upid();
  }
}
