package io.gridwright.emulator.work;

import io.gridwright.emulator.machine.PropertyString;
import io.gridwright.emulator.storage.StorageDefinition;
import io.gridwright.emulator.storage.Storages;
import io.gridwright.emulator.storage.Volume;
import io.gridwright.emulator.task.TaskFailedException;
import java.util.ArrayList;
import java.util.List;

/** Makes the volumes that drive values ask for: {@code local:32}, {@code local:cloudinit}. */
public final class DriveAllocation {
  private final Cluster cluster;
  private final String node;
  private final int vmid;
  private final List<Volume> made = new ArrayList<>();
  private final List<String> madeOn = new ArrayList<>();
  private final List<String> log = new ArrayList<>();

  public DriveAllocation(Cluster cluster, String node, int vmid) {
    this.cluster = cluster;
    this.node = node;
    this.vmid = vmid;
  }

  /**
   * The value to write for a drive, its volume made where it asks for one.
   *
   * @throws TaskFailedException if the volume is absent or does not fit
   */
  public String resolve(String key, String value) {
    PropertyString drive = PropertyString.parse(value);
    String volid = drive.unnamed().or(() -> drive.get("file")).orElse("none");
    if (volid.equals("none") || volid.equals("cdrom") || !volid.contains(":")) {
      return value;
    }
    String storage = volid.substring(0, volid.indexOf(':'));
    String rest = volid.substring(volid.indexOf(':') + 1);
    if (rest.equals("cloudinit")) {
      Volume made = allocate(storage, vmid + "/vm-" + vmid + "-cloudinit.qcow2", 4L << 20);
      return drive.with("", storage + ":" + made.name()).with("media", "cdrom").text();
    }
    if (rest.matches("\\d+(\\.\\d+)?")) {
      return newDisk(key, drive, storage, rest);
    }
    return existing(drive, volid);
  }

  private String newDisk(String key, PropertyString drive, String storage, String gib) {
    boolean imports = drive.get("import-from").isPresent();
    long size = imports ? 2L << 30 : DiskSize.bytes(gib + "G");
    String name = cluster.grid().storages().freeDiskName(storage, node, vmid);
    Volume made = allocate(storage, name, size);
    String value =
        drive
            .without("import-from")
            .without("format")
            .without("file")
            .with("", storage + ":" + made.name())
            .with("size", DiskSize.text(size))
            .text();
    log.add(
        key
            + ": successfully created disk '"
            + storage
            + ":"
            + made.name()
            + ",size="
            + DiskSize.text(size)
            + "'");
    return value;
  }

  private String existing(PropertyString drive, String volid) {
    Volume volume =
        cluster
            .grid()
            .storages()
            .find(volid, node)
            .orElseThrow(() -> new TaskFailedException("volume '" + volid + "' does not exist"));
    return drive.get("media").isPresent()
        ? drive.text()
        : drive.with("size", DiskSize.text(volume.size())).text();
  }

  private Volume allocate(String storage, String name, long size) {
    Storages storages = cluster.grid().storages();
    StorageDefinition definition =
        storages
            .definition(storage)
            .orElseThrow(() -> new TaskFailedException("storage '" + storage + "' does not exist"));
    if (storages.used(storage, node) + size > definition.total()) {
      throw new TaskFailedException(
          "unable to create image: qemu-img: /var/lib/vz/images/"
              + name
              + ": No space left on device");
    }
    Volume volume =
        new Volume(name, vmid, size, 1 << 20, "qcow2", "images", cluster.pace().epoch(), "", false);
    storages.put(storage, node, volume);
    made.add(volume);
    madeOn.add(storage);
    return volume;
  }

  /** What a worker says about the disks made. */
  public List<String> log() {
    return log;
  }

  /** Takes back everything made. */
  public void undo() {
    for (int i = 0; i < made.size(); i++) {
      cluster.grid().storages().remove(madeOn.get(i), node, made.get(i).name());
    }
  }
}
