package io.gridwright.emulator.api;

import io.gridwright.emulator.machine.VmConfig;
import java.util.Set;

/** The keys of a machine's configuration, and which of them a running machine takes at once. */
final class ConfigKeys {
  static final Parameters ALL =
      Parameters.of(
          """
          acpi?:boolean affinity? agent? allow-ksm?:boolean arch?{x86_64,aarch64} args? audio0?
          autostart?:boolean balloon?:integer(0,) bios?{seabios,ovmf} boot? bootdisk? cdrom?
          cicustom? cipassword? citype?{configdrive2,nocloud,opennebula} ciupgrade?:boolean ciuser?
          cores?:integer(1,) cpu? cpulimit?:number(0,128) cpuunits?:integer(1,262144)
          description?:string(,8192) efidisk0? freeze?:boolean hookscript? hostpci[16]? hotplug?
          hugepages?{any,2,1024} ide[4]?:drive ipconfig[32]?:ipconfig ivshmem? keephugepages?:boolean
          keyboard? kvm?:boolean localtime?:boolean
          lock?{backup,clone,create,migrate,rollback,snapshot,snapshot-delete,suspending,suspended}
          machine? memory?:memory migrate_downtime?:number(0,) migrate_speed?:integer(0,)
          name?:dns-name nameserver? net[32]?:net numa?:boolean numa[8]? onboot?:boolean
          ostype?{other,wxp,w2k,w2k3,w2k8,wvista,win7,win8,win10,win11,l24,l26,solaris}
          parallel[3]? protection?:boolean reboot?:boolean rng0? sata[6]?:drive scsi[31]?:drive
          scsihw?{lsi,lsi53c810,virtio-scsi-pci,virtio-scsi-single,megasas,pvscsi} searchdomain?
          serial[4]? shares?:integer(0,50000) smbios1?:string(,512) smp?:integer(1,)
          sockets?:integer(1,) spice_enhancements? sshkeys?:urlencoded startdate? startup?
          tablet?:boolean tags?:tags tdf?:boolean template?:boolean tpmstate0? unused[256]?:drive
          usb[14]? vcpus?:integer(1,) vga? virtio[16]?:drive virtiofs[10]? vmgenid? vmstatestorage?
          watchdog?
          """);

  /** Applied to a running machine at once; everything else waits for stop and start (fault 29). */
  private static final Set<String> LIVE =
      Set.of(
          "name",
          "description",
          "tags",
          "onboot",
          "protection",
          "startup",
          "shares",
          "cpulimit",
          "cpuunits",
          "hookscript",
          "lock",
          "migrate_downtime",
          "migrate_speed",
          "vmstatestorage",
          "balloon",
          "hotplug");

  private ConfigKeys() {}

  static boolean live(VmConfig config, String key) {
    return LIVE.contains(key)
        || key.equals("memory") && config.hotplugs("memory")
        || key.equals("vcpus") && config.hotplugs("cpu")
        || cloudInit(key)
        || key.matches("net\\d+|scsi\\d+|virtio\\d+|unused\\d+|usb\\d+");
  }

  static boolean cloudInit(String key) {
    return key.matches(
        "ci(user|password|type|upgrade|custom)|ipconfig\\d+|nameserver|searchdomain|sshkeys");
  }

  /** The privilege that a change of the key needs. */
  static String privilege(String key) {
    if (key.matches("(scsi|virtio|sata|ide|unused)\\d+|efidisk0|tpmstate0|boot|bootdisk")) {
      return "VM.Config.Disk";
    }
    if (cloudInit(key)) {
      return key.startsWith("ipconfig") || key.equals("nameserver") || key.equals("searchdomain")
          ? "VM.Config.Network"
          : "VM.Config.Cloudinit";
    }
    if (key.matches("net\\d+")) {
      return "VM.Config.Network";
    }
    if (Set.of("memory", "balloon", "shares").contains(key)) {
      return "VM.Config.Memory";
    }
    if (Set.of("cores", "sockets", "vcpus", "cpu", "cpulimit", "cpuunits", "numa", "affinity")
        .contains(key)) {
      return "VM.Config.CPU";
    }
    return key.matches(
            "scsihw|vga|machine|bios|ostype|tablet|serial\\d+|usb\\d+|rng0|watchdog|audio0")
        ? "VM.Config.HWType"
        : "VM.Config.Options";
  }
}
