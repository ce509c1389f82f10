package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path that an engine walks, over the wire, and once more across a restart. */
class ProvisioningTest {
  @TempDir Path data;

  private EmulatorConfiguration configuration() {
    return EmulatorConfiguration.in(data).onPort(0).withNodes(3).withLatency(0);
  }

  @Test
  void carriesAMachineFromCloneToDelete() {
    try (Emulator emulator = Emulator.start(configuration())) {
      PveClient pve = PveClient.engine(emulator);
      String vm = provision(pve);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> pve.post(vm + "/agent/ping").status() == 200);
      int pid =
          pve.json("POST", vm + "/agent/exec", "{\"command\":[\"hostname\"]}")
              .data()
              .get("pid")
              .asInt();
      JsonNode ended =
          await()
              .until(
                  () -> pve.get(vm + "/agent/exec-status?pid=" + pid).data(),
                  row -> row.get("exited").asInt() == 1);
      assertThat(ended.get("exitcode").asInt()).isZero();
      assertThat(ended.get("out-data").asText()).contains("web-1");
      assertThat(pve.run(vm + "/status/stop")).isEqualTo("OK");
      assertThat(pve.ended(pve.delete(vm).text())).isEqualTo("OK");
      assertThat(pve.get(vm + "/config").message())
          .isEqualTo("Configuration file 'nodes/pve2/qemu-server/105.conf' does not exist");
    }
  }

  private static String provision(PveClient pve) {
    assertThat(
            pve.run(
                "/nodes/pve2/qemu/9102/clone",
                "newid",
                "105",
                "name",
                "web-1",
                "full",
                "1",
                "description",
                "gridwright: configuration=c; component=web-1; stateless=true"))
        .isEqualTo("OK");
    String vm = "/nodes/pve2/qemu/105";
    assertThat(
            pve.put(
                    vm + "/config",
                    "memory",
                    "1024",
                    "cores",
                    "1",
                    "net0",
                    "virtio,bridge=vmbr0,tag=100,firewall=1",
                    "ipconfig0",
                    "ip=10.20.0.5/24,gw=10.20.0.1",
                    "tags",
                    "Web;prod")
                .status())
        .isEqualTo(200);
    JsonNode config = pve.get(vm + "/config").data();
    assertThat(config.get("memory").asText()).isEqualTo("1024");
    assertThat(config.get("cores").isNumber()).isTrue();
    assertThat(config.get("tags").asText()).isEqualTo("prod;web");
    assertThat(config.get("net0").asText()).startsWith("virtio=BC:24:11:");
    assertThat(config.get("scsi0").asText()).isEqualTo("local:105/vm-105-disk-0.qcow2,size=2G");
    assertThat(pve.ended(pve.put(vm + "/resize", "disk", "scsi0", "size", "20G").text()))
        .isEqualTo("OK");
    assertThat(pve.get(vm + "/config").data().get("scsi0").asText()).endsWith("size=20G");
    assertThat(pve.run(vm + "/status/start")).isEqualTo("OK");
    assertThat(pve.get(vm + "/status/current").data().get("status").asText()).isEqualTo("running");
    return vm;
  }

  @Test
  void keepsMachinesTasksAndPowerAcrossARestart() {
    String upid;
    String digest;
    try (Emulator emulator = Emulator.start(configuration())) {
      PveClient pve = PveClient.engine(emulator);
      String vm = provision(pve);
      upid = pve.get("/nodes/pve2/tasks?typefilter=qmstart").data().get(0).get("upid").asText();
      digest = pve.get(vm + "/config").data().get("digest").asText();
    }
    try (Emulator emulator = Emulator.start(configuration())) {
      PveClient pve = PveClient.engine(emulator);
      String vm = "/nodes/pve2/qemu/105";
      assertThat(pve.get(vm + "/status/current").data().get("status").asText())
          .isEqualTo("running");
      assertThat(pve.get(vm + "/config").data().get("digest").asText()).isEqualTo(digest);
      assertThat(pve.ended(upid)).isEqualTo("OK");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> pve.post(vm + "/agent/ping").status() == 200);
    }
  }

  @Test
  void listsATemplatePerImageAndNode() {
    try (Emulator emulator = Emulator.start(configuration())) {
      JsonNode rows = PveClient.engine(emulator).get("/cluster/resources?type=vm").data();
      assertThat(rows).hasSize(12);
      assertThat(rows)
          .allSatisfy(
              row -> {
                assertThat(row.get("template").asInt()).isEqualTo(1);
                assertThat(row.get("name").asText()).matches("image-[a-z0-9-]+-v1");
              });
    }
  }
}
