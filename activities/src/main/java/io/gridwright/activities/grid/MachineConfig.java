package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.change.PluggableMemory;
import io.gridwright.proxmox.value.MacAddress;
import io.gridwright.proxmox.value.MemoryMib;
import io.gridwright.proxmox.vm.IpConfig;
import io.gridwright.proxmox.vm.NetworkDevice;
import io.gridwright.proxmox.vm.SshKeys;
import io.gridwright.proxmox.vm.VmConfig;
import io.gridwright.proxmox.vm.VmSettings;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.traffic.Ipv4Range;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The configuration that a machine must have, from its component and its row in the ledger. */
final class MachineConfig {
  private static final BigDecimal BITS_PER_MBIT = BigDecimal.valueOf(1_000_000);
  private static final BigDecimal BITS_PER_MIB = BigDecimal.valueOf(8L << 20);
  private static final BigDecimal LEAST_RATE = new BigDecimal("0.01");
  private static final String HOTPLUG = "network,disk,usb,cpu";

  /** So many times as many processors as it has at first can be plugged in. */
  private static final int ROOM_FOR_PROCESSORS = 4;

  private static final int HIGHEST_WEIGHT = 10_000;

  private final MachineSettings settings;

  MachineConfig(MachineSettings settings) {
    this.settings = settings;
  }

  /**
   * All keys that are the engine's, with the values they must have.
   *
   * @param mostCores that any node could run
   */
  VmSettings wanted(Component component, MachineRow machine, String configuration, int mostCores) {
    VmSettings wanted =
        size(component, mostCores)
            .cpuUnits(weight(component.vcpus()))
            .net(0, card(component, machine))
            .ipConfig(0, addresses(machine))
            .cloudInitUser(settings.user())
            .set("searchdomain", configuration + "." + settings.searchDomain())
            .agent(true)
            .startOnBoot(false);
    VmSettings named =
        settings.nameServers().isEmpty()
            ? wanted
            : wanted.set("nameserver", String.join(" ", settings.nameServers()));
    return component.sshKeys().isEmpty() ? named : named.sshKeys(new SshKeys(component.sshKeys()));
  }

  /**
   * What has data is never replaced by a duplicate of another size: it has room for more processors
   * and takes memory while it runs, where its size is one of whole modules.
   */
  private static VmSettings size(Component component, int mostCores) {
    VmSettings size = VmSettings.none().memory(MemoryMib.of(component.memoryMib()));
    if (component.stateless()) {
      return size.cores(component.vcpus());
    }
    int room = Math.min(mostCores, ROOM_FOR_PROCESSORS * component.vcpus());
    return size.cores(Math.max(component.vcpus(), room))
        .vcpus(component.vcpus())
        .numa(true)
        .hotplug(PluggableMemory.fits(component.memoryMib()) ? HOTPLUG + ",memory" : HOTPLUG);
  }

  /** What of it differs from what is configured: a repeat writes nothing. */
  static VmSettings changes(VmSettings wanted, VmConfig configured) {
    Map<String, String> changes =
        wanted.values().entrySet().stream()
            .filter(key -> !configured.value(key.getKey()).equals(Optional.of(key.getValue())))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new VmSettings(changes);
  }

  private NetworkDevice card(Component component, MachineRow machine) {
    NetworkDevice card =
        NetworkDevice.virtio(settings.bridge())
            .mac(MacAddress.of(machine.mac()))
            .vlan(machine.vlanTag())
            .firewalled(true);
    return card.limited(limit(component));
  }

  /** The rate of its card; empty where it has no limit. */
  static Optional<BigDecimal> limit(Component component) {
    return component.bandwidthMbps() == 0
        ? Optional.empty()
        : Optional.of(rate(component.bandwidthMbps()));
  }

  private static IpConfig addresses(MachineRow machine) {
    Ipv4Range subnet = Ipv4Range.parse(machine.subnet());
    return IpConfig.v4(
        machine.privateAddress() + "/" + subnet.prefix(), Ipv4Range.text(subnet.network() + 1));
  }

  /** Mbit/s as Proxmox VE takes a rate: MB/s in name, MiB/s in force (API.md 9). */
  static BigDecimal rate(int mbps) {
    return BigDecimal.valueOf(mbps)
        .multiply(BITS_PER_MBIT)
        .divide(BITS_PER_MIB, 2, RoundingMode.HALF_UP)
        .max(LEAST_RATE);
  }

  /** Each virtual CPU weighs the same, whosever it is. */
  int weight(int vcpus) {
    return (int) Math.min(HIGHEST_WEIGHT, (long) settings.cpuUnits() * vcpus);
  }
}
