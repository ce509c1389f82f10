package io.gridwright.emulator.guest.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.emulator.guest.AgentAnswer;
import io.gridwright.emulator.guest.AgentCall;
import io.gridwright.emulator.guest.service.Load;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebGuestTest {
  @TempDir Path data;
  Rig rig;
  Rig.Machine web;

  @BeforeEach
  void start() {
    rig = new Rig(data);
    web = rig.machine(500, "debian-12-nginx", "web-1", "10.1.0.5").on();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void answersWithItsComponentsName() throws Exception {
    assertThat(rig.get(web.at("10.1.0.5", 80), "/")).isEqualTo("web-1");
    assertThat(rig.fetch(web.at("10.1.0.5", 80), "/health").statusCode()).isEqualTo(200);
    assertThat(rig.fetch(web.at("10.1.0.5", 80), "/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesWhilePoweredOffAndAnswersAtTheSamePortAfterwards() throws Exception {
    String at = web.at("10.1.0.5", 80);
    web.off();
    assertThat(rig.guests().agentAnswers(500)).isFalse();
    assertThatThrownBy(() -> rig.get(at, "/")).isInstanceOf(ConnectException.class);
    web.on();
    assertThat(web.at("10.1.0.5", 80)).isEqualTo(at);
    assertThat(rig.get(at, "/")).isEqualTo("web-1");
  }

  @Test
  void isSilentWhileItsLinkIsDown() throws Exception {
    String at = web.at("10.1.0.5", 80);
    web.net0("tag=101,link_down=1");
    assertThatThrownBy(() -> rig.get(at, "/")).isInstanceOf(HttpConnectTimeoutException.class);
    web.net0("tag=101");
    assertThat(rig.get(at, "/")).isEqualTo("web-1");
  }

  @Test
  void isSilentWhileItsNodeIsPartitioned() throws Exception {
    String at = web.at("10.1.0.5", 80);
    web.connected(false);
    assertThatThrownBy(() -> rig.get(at, "/")).isInstanceOf(HttpConnectTimeoutException.class);
    web.connected(true);
    assertThat(rig.get(at, "/")).isEqualTo("web-1");
  }

  @Test
  void letsInOnlyWhatTheFirewallAccepts() throws Exception {
    String at = web.at("10.1.0.5", 80);
    web.net0("tag=101,firewall=1").dropAllBut(List.of());
    assertThatThrownBy(() -> rig.get(at, "/")).isInstanceOf(HttpConnectTimeoutException.class);
    web.dropAllBut(
        List.of(
            Map.of(
                "type",
                "in",
                "action",
                "ACCEPT",
                "enable",
                "1",
                "proto",
                "tcp",
                "dport",
                "80",
                "source",
                "198.51.100.0/24")));
    assertThat(rig.get(at, "/")).isEqualTo("web-1");
  }

  @Test
  void ignoresTheFirewallWhereTheCardIsNotFiltered() throws Exception {
    web.dropAllBut(List.of());
    assertThat(rig.get(web.at("10.1.0.5", 80), "/")).isEqualTo("web-1");
  }

  @Test
  void servesPortsThatItsServicesFileNames() throws Exception {
    web.write("/etc/gridwright/services.json", "{\"ports\":[25]}");
    assertThat(rig.get(web.at("10.1.0.5", 25), "/")).isEqualTo("web-1");
  }

  @Test
  void takesAddressesFromTheInterfacesFileOnReload() throws Exception {
    web.write(
        "/etc/network/interfaces.d/gridwright.cfg",
        """
        auto eth0:1
        iface eth0:1 inet static
            address 203.0.113.9/32
        """);
    assertThat(web.exec("ifreload", "-a").exitCode()).isZero();
    assertThat(rig.get(web.at("203.0.113.9", 80), "/")).isEqualTo("web-1");
    web.off().on();
    assertThat(rig.get(web.at("203.0.113.9", 80), "/")).isEqualTo("web-1");
  }

  @Test
  void tellsThroughTheAgentWhereTheOutsideReachesIt() {
    AgentAnswer answer = web.agent(new AgentCall.FileRead("/run/gridwright/reachable.json"));
    assertThat(new String(((AgentAnswer.Content) answer).bytes(), StandardCharsets.UTF_8))
        .contains("{\"address\":\"10.1.0.5\",\"port\":80,\"at\":\"" + web.at("10.1.0.5", 80));
  }

  @Test
  void refusesProgramsThatDoNotExistInTheAgentsOwnWords() {
    assertThat(web.agent(new AgentCall.Exec(List.of("nope"), "")))
        .isEqualTo(
            new AgentAnswer.Refused(
                "Failed to execute child process \u201cnope\u201d (No such file or directory)"));
  }

  @Test
  void tellsTheEndOfAProgramOnce() {
    AgentAnswer.Started started =
        (AgentAnswer.Started) web.agent(new AgentCall.Exec(List.of("hostname"), ""));
    org.awaitility.Awaitility.await()
        .until(
            () -> web.agent(new AgentCall.ExecStatus(started.pid())),
            answer -> answer.equals(new AgentAnswer.Exited(0, "web-1\n", "")));
    assertThat(web.agent(new AgentCall.ExecStatus(started.pid())))
        .isEqualTo(new AgentAnswer.Refused("PID ld does not exist"));
  }

  @Test
  void refusesScriptsThatWereNotWritten() {
    assertThat(web.exec("/bin/sh", "/usr/local/lib/gridwright/seal.sh").exitCode()).isEqualTo(127);
    assertThat(web.script("seal.sh").exitCode()).isZero();
  }

  @Test
  void keepsFilesThroughAPowerCycle() {
    web.write("/etc/hosts", "10.1.0.7 db\n").off().on();
    assertThat(web.exec("cat", "/etc/hosts").output()).isEqualTo("10.1.0.7 db\n");
    assertThat(web.exec("cat", "/missing").exitCode()).isEqualTo(1);
  }

  @Test
  void neverWritesOutsideItsDisk() {
    web.write("/../../../outside", "x");
    assertThat(data.resolve("disks/500/files/outside")).hasContent("x");
  }

  @Test
  void countsWhatItReceivesAndSends() throws Exception {
    rig.get(web.at("10.1.0.5", 80), "/");
    assertThat(rig.guests().counters(500).netIn()).isGreaterThan(20);
    assertThat(rig.guests().counters(500).netOut()).isGreaterThan(20);
    long sent = rig.guests().counters(500).netOut();
    int met = rig.guests().load("shop", "web-1", new Load(0.9, 0.8, 0, Duration.ZERO), 6000, 4000);
    assertThat(met).isEqualTo(1);
    assertThat(rig.guests().counters(500).netOut()).isEqualTo(sent + 4000);
    assertThat(rig.guests().counters(500).cpu()).isEqualTo(0.9);
  }

  @Test
  void dropsRequestsWhenTold() {
    rig.guests().load("shop", "web-1", new Load(0, 0, 1, Duration.ZERO), 0, 0);
    assertThatThrownBy(() -> rig.get(web.at("10.1.0.5", 80), "/")).isInstanceOf(IOException.class);
  }

  @Test
  void keepsItsPortWhenTheEmulatorStartsAgain() throws Exception {
    String at = web.at("10.1.0.5", 80);
    rig.close();
    rig = new Rig(data);
    Rig.Machine again = rig.machine(500, "debian-12-nginx", "web-1", "10.1.0.5").on();
    assertThat(again.at("10.1.0.5", 80)).isEqualTo(at);
  }
}
