package io.gridwright.activities.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.testing.Rows;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ExpectedBehaviour;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.proxmox.vm.VmConfig;
import io.gridwright.store.testing.Documents;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineConfigTest {
  private final MachineConfig config = new MachineConfig(MachineSettings.DEFAULT);

  @Test
  void givesTheMachineWhatItsComponentAndItsRowSay() {
    var wanted = config.wanted(web(2, 100, List.of()), Rows.machine("web", 0, 5), "shop", 16);

    assertThat(wanted.values())
        .containsOnly(
            entry("memory", "1024"),
            entry("cores", "2"),
            entry("cpuunits", "200"),
            entry("net0", "virtio=02:00:00:00:00:05,bridge=vmbr0,firewall=1,rate=11.92,tag=7"),
            entry("ipconfig0", "ip=10.7.1.5/24,gw=10.7.1.1"),
            entry("ciuser", "gridwright"),
            entry("searchdomain", "shop.internal"),
            entry("nameserver", "9.9.9.9"),
            entry("agent", "1"),
            entry("onboot", "0"));
  }

  @Test
  void limitsNoCardOfWhichNothingWasAsked() {
    var wanted = config.wanted(web(1, 0, List.of()), Rows.machine("web", 0, 5), "shop", 16);

    assertThat(wanted.values().get("net0")).doesNotContain("rate");
  }

  @Test
  void bringsTheCustomersKeysAndNoneOfOurs() {
    var wanted =
        config.wanted(
            web(1, 0, List.of("ssh-ed25519 AAAA ann")), Rows.machine("web", 0, 5), "shop", 16);

    assertThat(wanted.values().get("sshkeys")).contains("ssh-ed25519");
    assertThat(config.wanted(web(1, 0, List.of()), Rows.machine("web", 0, 5), "shop", 16).values())
        .doesNotContainKey("sshkeys");
  }

  @Test
  void changesOnlyWhatDiffers() {
    var wanted = config.wanted(web(1, 0, List.of()), Rows.machine("web", 0, 5), "shop", 16);
    var present = new HashMap<>(wanted.values());
    present.put("memory", "512");
    present.put("tags", "mine");

    assertThat(MachineConfig.changes(wanted, new VmConfig(present, Optional.empty())).values())
        .containsOnly(entry("memory", "1024"));
    assertThat(
            MachineConfig.changes(wanted, new VmConfig(wanted.values(), Optional.empty())).values())
        .as("a repeat writes nothing")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # Mbit/s, as Proxmox VE takes it
          1,        0.12
          8,        0.95
          100,      11.92
          1000,     119.21
          10000,    1192.09
          """)
  void tellsARateInTheUnitThatIsInForceThere(int mbps, BigDecimal rate) {
    assertThat(MachineConfig.rate(mbps)).isEqualByComparingTo(rate);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # vCPUs, weight
          1,       100
          32,      3200
          100,     10000
          128,     10000
          """)
  void weighsEachVirtualCpuTheSameUpToTheMostThatThereIs(int vcpus, String weight) {
    var wanted = config.wanted(web(vcpus, 0, List.of()), Rows.machine("web", 0, 5), "shop", 16);

    assertThat(wanted.values()).containsEntry("cpuunits", weight);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # vCPUs, MiB, room, what can be plugged in
          1,       1024, 4,  'network,disk,usb,cpu,memory'
          2,       1300, 8,  'network,disk,usb,cpu'
          8,       2048, 16, 'network,disk,usb,cpu,memory'
          24,      512,  24, 'network,disk,usb,cpu'
          """)
  void leavesRoomForMoreWhereThereIsData(int vcpus, long memoryMib, String room, String kinds) {
    var database = Documents.component("db", ComponentKind.DATABASE, memoryMib, vcpus, 20);

    var wanted = config.wanted(database, Rows.machine("db", 0, 5), "shop", 16);

    assertThat(wanted.values())
        .containsEntry("cores", room)
        .containsEntry("vcpus", Integer.toString(vcpus))
        .containsEntry("numa", "1")
        .containsEntry("hotplug", kinds);
  }

  private static Component web(int vcpus, int mbps, List<String> keys) {
    return new Component(
        Optional.empty(),
        "web",
        ComponentKind.WEB,
        new ImageId("debian-12-nginx"),
        1024,
        Optional.empty(),
        vcpus,
        20,
        mbps,
        true,
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        keys,
        Optional.empty(),
        ExpectedBehaviour.UNSTATED,
        List.of(),
        Optional.empty());
  }
}
