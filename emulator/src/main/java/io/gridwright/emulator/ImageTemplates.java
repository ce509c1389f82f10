package io.gridwright.emulator;

import io.gridwright.emulator.grid.Grid;
import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.storage.Storages;
import io.gridwright.emulator.storage.Volume;
import io.gridwright.emulator.work.DiskSize;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The image templates that a fresh grid starts with: each image on each node's local storage, as
 * machine 9000 + 100 × image + node, named {@code image-<id>-v1}.
 */
final class ImageTemplates {
  private static final int FIRST_VMID = 9000;
  private static final int PER_IMAGE = 100;
  private static final long BASE_BYTES = 2L << 30;
  private static final long USED_BYTES = 700L << 20;
  private static final List<String> IMAGES =
      List.of("haproxy", "debian-12-nginx", "debian-12-tomcat", "debian-12-mysql");

  private final Grid grid;
  private final long created;

  ImageTemplates(Grid grid, long created) {
    this.grid = grid;
    this.created = created;
  }

  /** Lays them on every node. */
  void lay() {
    for (Node node : grid.allNodes()) {
      for (int image = 0; image < IMAGES.size(); image++) {
        lay(node.name(), IMAGES.get(image), FIRST_VMID + PER_IMAGE * image + node.number());
      }
    }
  }

  private void lay(String node, String image, int vmid) {
    String disk = vmid + "/base-" + vmid + "-disk-0.qcow2";
    String cloudInit = vmid + "/vm-" + vmid + "-cloudinit.qcow2";
    Storages storages = grid.storages();
    storages.put(Storages.LOCAL, node, volume(disk, vmid, BASE_BYTES, USED_BYTES));
    storages.put(Storages.LOCAL, node, volume(cloudInit, vmid, 4L << 20, 4L << 20));
    Map<String, String> keys =
        new TreeMap<>(
            Map.of(
                "name", "image-" + image + "-v1",
                "template", "1",
                "agent", "enabled=1",
                "memory", "512",
                "cores", "1",
                "ostype", "l26",
                "scsihw", "virtio-scsi-single",
                "boot", "order=scsi0",
                "net0",
                    "virtio=BC:24:11:00:%02X:%02X,bridge=vmbr0".formatted(vmid >> 8, vmid & 255),
                "tags", "image"));
    keys.put("scsi0", Storages.LOCAL + ":" + disk + ",size=" + DiskSize.text(BASE_BYTES));
    keys.put("ide2", Storages.LOCAL + ":" + cloudInit + ",media=cdrom,size=4M");
    keys.put("serial0", "socket");
    keys.put(
        "smbios1", "uuid=" + UUID.nameUUIDFromBytes(new byte[] {(byte) (vmid >> 8), (byte) vmid}));
    keys.put("meta", "creation-qemu=10.1.2,ctime=" + created);
    grid.create(vmid, node, VmConfig.of(keys));
    grid.files().write(Grid.disk(vmid) + "/image", image + "\n");
  }

  private Volume volume(String name, int vmid, long size, long used) {
    return new Volume(name, vmid, size, used, "qcow2", "images", created, "", false);
  }
}
