package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.emulator.grid.MachineView;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real 9.2 server was seen to tell about the cluster; each test names the observation. */
class ObservedClusterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path data;
  private EmulatedGrid grid;
  private PveClient root;

  @BeforeEach
  void start() {
    grid = EmulatedGrid.of(data, 5);
    root = PveClient.root(grid.emulator);
  }

  @AfterEach
  void stop() {
    grid.close();
  }

  private JsonNode row(String path, String id) {
    for (JsonNode row : root.get(path).data()) {
      if (row.path("id").asText().equals(id)) {
        return row;
      }
    }
    throw new AssertionError("no row " + id);
  }

  private int quorateByHa() {
    return row("/cluster/ha/status/current", "quorum").get("quorate").asInt();
  }

  /** Both are asked in one go until they differ: only HA's word is prompt. */
  @Test
  void pveD9_theClustersStatusIsLateToTellThatQuorumIsBack() {
    for (String node : List.of("pve2", "pve3", "pve4")) {
      grid.emulator.control().setPower(node, NodePower.OFF);
    }
    await().atMost(PATIENCE).until(() -> quorateByHa() == 0);
    await()
        .atMost(PATIENCE)
        .until(() -> row("/cluster/status", "cluster").get("quorate").asInt() == 0);

    grid.emulator.control().setPower("pve2", NodePower.ON);

    List<String> seen = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              int promptly = quorateByHa();
              int told = row("/cluster/status", "cluster").get("quorate").asInt();
              seen.add(promptly + "/" + told);
              return told == 1;
            });
    assertThat(seen).contains("1/0").doesNotContain("0/1");
  }

  @Test
  void pveD32_aStoppedMachineHasNoDiskCountersOfItsOwnButZeroesInTheLists() {
    String vm = grid.machine("name", "off");
    String id = "qemu/" + EmulatedGrid.vmid(vm);

    assertThat(root.get(vm + "/status/current").data().has("diskread")).isFalse();
    JsonNode listed =
        await()
            .atMost(PATIENCE)
            .until(() -> row("/cluster/resources?type=vm", id), found -> found.has("name"));
    assertThat(listed.get("diskread").asInt()).isZero();
    assertThat(listed.get("diskwrite").asInt()).isZero();
  }

  @Test
  void pveD35_everyNodeIsListedForAnybodyButItsNumbersAreNot() {
    root.post("/access/users", "userid", "d35@pve");
    String secret =
        root.post("/access/users/d35@pve/token/t1", "privsep", "0").data().get("value").asText();
    PveClient nobody =
        PveClient.at(grid.emulator, 1).with("Authorization", "PVEAPIToken=d35@pve!t1=" + secret);

    for (JsonNode row : nobody.get("/nodes").data()) {
      assertThat(row.has("maxmem")).isFalse();
      assertThat(row.get("status").asText()).isEqualTo("online");
    }
    assertThat(nobody.get("/nodes").data()).hasSize(5);
    assertThat(root.get("/nodes").data().get(0).get("ssl_fingerprint").asText())
        .matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
  }

  @Test
  void pveD39_withoutAnyServiceHaHasNoMaster() {
    List<String> ids = new ArrayList<>();
    root.get("/cluster/ha/status/current").data().forEach(row -> ids.add(row.get("id").asText()));
    assertThat(ids).containsExactly("quorum", "fencing");
    assertThat(row("/cluster/ha/status/current", "fencing").get("status").asText())
        .isEqualTo("standby (CRM watchdog standby)");

    String sid = "vm:" + EmulatedGrid.vmid(grid.machine());
    root.post("/cluster/ha/resources", "sid", sid, "state", "stopped");
    assertThat(root.post("/cluster/ha/resources", "sid", sid).message())
        .isEqualTo("create resource failed: resource ID '" + sid + "' already defined");
  }

  /** A machine on shared storage that HA keeps running on a node. */
  private String managed(String node) {
    int vmid = grid.freeVmid();
    assertThat(root.run("/nodes/" + node + "/qemu", "vmid", "" + vmid, "scsi0", "backup:1"))
        .isEqualTo("OK");
    root.post("/cluster/ha/resources", "sid", "vm:" + vmid, "state", "started");
    await().atMost(PATIENCE).until(() -> view(vmid).powered());
    return Integer.toString(vmid);
  }

  private MachineView view(int vmid) {
    return grid.emulator.control().machines().stream()
        .filter(machine -> machine.vmid() == vmid)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pveD42_recoveryAndStartFallIntoOneRoundAfterTheFence() {
    String vmid = managed("pve2");
    grid.emulator.control().setPower("pve2", NodePower.OFF);

    List<String> states = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              JsonNode manager =
                  root.get("/cluster/ha/status/manager_status").data().get("manager_status");
              String state =
                  manager.get("node_status").get("pve2").asText()
                      + " "
                      + manager.get("service_status").get("vm:" + vmid).get("state").asText();
              if (states.isEmpty() || !states.get(states.size() - 1).equals(state)) {
                states.add(state);
              }
              return !view(Integer.parseInt(vmid)).node().equals("pve2");
            });

    assertThat(states).contains("unknown started", "fence fence");
    assertThat(states.indexOf("unknown started")).isLessThan(states.indexOf("fence fence"));
    assertThat(states).noneMatch(state -> state.endsWith("recovery"));
  }

  @Test
  void pveD45_theWatchdogResetsACutOffNodeBeforeItsServicesRunElsewhere() {
    int vmid = Integer.parseInt(managed("pve2"));
    int bystander = Integer.parseInt(EmulatedGrid.vmid(grid.machine(grid.engine, "pve3")));
    assertThat(root.run("/nodes/pve3/qemu/" + bystander + "/status/start")).isEqualTo("OK");
    grid.emulator.control().setNetwork("pve2", NodeNetwork.PARTITIONED);
    grid.emulator.control().setNetwork("pve3", NodeNetwork.PARTITIONED);

    await().atMost(PATIENCE).until(() -> !view(vmid).powered());
    assertThat(view(vmid).node()).isEqualTo("pve2");
    await().atMost(PATIENCE).until(() -> !view(vmid).node().equals("pve2") && view(vmid).powered());
    assertThat(view(bystander).powered()).as("no service, no watchdog").isTrue();
  }

  /** One change is told by one round: only the calls right after it go back to what was before. */
  @Test
  void pveD49_rowsGoBackAndForthAroundARound() {
    String vm = grid.running();
    String id = "qemu/" + EmulatedGrid.vmid(vm);

    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              List<String> seen = new ArrayList<>();
              boolean on = root.get(vm + "/status/current").body().contains("\"running\"");
              root.run(vm + "/status/" + (on ? "stop" : "start"));
              String wanted = on ? "stopped" : "running";
              await()
                  .atMost(PATIENCE)
                  .pollInterval(Duration.ofMillis(1))
                  .until(
                      () -> {
                        seen.add(row("/cluster/resources?type=vm", id).get("status").asText());
                        return seen.stream().filter(wanted::equals).count() > 5;
                      });
              return seen.lastIndexOf(on ? "running" : "stopped") > seen.indexOf(wanted);
            });
  }
}
