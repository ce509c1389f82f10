package io.gridwright.emulator.guest.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.emulator.guest.AgentAnswer;
import io.gridwright.emulator.guest.violation.ViolationKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathTest {
  @TempDir Path data;
  Rig rig;
  Rig.Machine web;
  Rig.Machine db;

  @BeforeEach
  void start() {
    rig = new Rig(data);
    web = rig.machine(500, "debian-12-nginx", "web-1", "10.1.0.5").on();
    db = rig.machine(501, "debian-12-mysql", "db", "10.1.0.7").on();
    web.write("/etc/hosts", "127.0.0.1 localhost\n10.1.0.7 db.shop.internal db # the database\n");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void measuresRealConnectionsByName() {
    AgentAnswer.Exited probe = web.script("probe.sh", "db.shop.internal", "3306", "3");
    assertThat(probe.exitCode()).isZero();
    assertThat(probe.output().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(Double.parseDouble(line)).isBetween(0.0, 500.0));
  }

  @Test
  void saysRefusedWhereNothingListens() {
    AgentAnswer.Exited probe = web.script("probe.sh", "10.1.0.7", "80", "1");
    assertThat(probe.exitCode()).isEqualTo(1);
    assertThat(probe.output()).isEqualTo("refused\n");
  }

  @Test
  void saysTimeoutWhereTheFirewallDrops() {
    db.net0("tag=101,firewall=1").dropAllBut(List.of());
    assertThat(web.script("probe.sh", "db", "3306", "1").output()).isEqualTo("timeout\n");
  }

  @Test
  void filtersSeeTheTrueSource() {
    Rig.Machine other = rig.machine(502, "debian-12-nginx", "web-2", "10.1.0.6").on();
    db.net0("tag=101,firewall=1")
        .dropAllBut(
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
                    "3306",
                    "source",
                    "10.1.0.5/32,10.1.0.9")));
    assertThat(web.script("probe.sh", "10.1.0.7", "3306", "1").exitCode()).isZero();
    assertThat(other.script("probe.sh", "10.1.0.7", "3306", "1").output()).isEqualTo("timeout\n");
  }

  private Rig.Machine withAddress(Rig.Machine machine, String address) {
    machine.write(
        "/etc/network/interfaces.d/gridwright.cfg",
        "iface eth0 inet static\n  address " + address + "/24\n");
    machine.exec("ifreload", "-a");
    return machine;
  }

  @Test
  void aGuestDoesNotAnswerAtAnAddressThatItsCardMayNotUse() {
    web.net0("tag=101,firewall=1").mayUse("10.1.0.5");
    withAddress(web, "10.1.0.66");

    assertThat(db.script("probe.sh", "10.1.0.5", "80", "1").exitCode()).isZero();
    assertThat(db.script("probe.sh", "10.1.0.66", "80", "1").output()).isEqualTo("timeout\n");

    web.mayUse("10.1.0.5", "10.1.0.66");
    assertThat(db.script("probe.sh", "10.1.0.66", "80", "1").exitCode()).isZero();
  }

  @Test
  void aGuestDoesNotSpeakFromAnAddressThatItsCardMayNotUse() {
    web.net0("tag=101,firewall=1").mayUse("10.1.0.4");

    assertThat(web.script("probe.sh", "10.1.0.7", "3306", "1").output()).isEqualTo("timeout\n");
  }

  @Test
  void aCardWithoutFirewallUsesAnyAddress() {
    web.net0("tag=101,firewall=0").mayUse("10.1.0.4");

    assertThat(web.script("probe.sh", "10.1.0.7", "3306", "1").exitCode()).isZero();
  }

  @Test
  void anAddressThatIsTakenStaysWithWhoeverMayUseIt() throws Exception {
    Rig.Machine thief = rig.machine(502, "debian-12-nginx", "thief", "10.1.0.66").on();
    thief.net0("tag=101,firewall=1").mayUse("10.1.0.66");
    withAddress(thief, "10.1.0.5");
    thief.script("announce.sh", "10.1.0.5");

    assertThat(rig.get(web.at("10.1.0.5", 80), "/")).isEqualTo("web-1");
    assertThat(rig.guests().violations()).isEmpty();

    thief.mayUse("10.1.0.66", "10.1.0.5");
    thief.script("announce.sh", "10.1.0.5");
    assertThat(rig.get(web.at("10.1.0.5", 80), "/")).isEqualTo("thief");
    assertThat(rig.guests().violations())
        .extracting(violation -> violation.kind())
        .containsExactly(ViolationKind.ADDRESS_ANSWERED_TWICE);
  }

  @Test
  void otherVlansAreNotReached() {
    Rig.Machine stranger = rig.machine(502, "debian-12-nginx", "web", "10.1.0.6");
    stranger.net0("tag=102").on();
    assertThat(stranger.script("probe.sh", "10.1.0.7", "3306", "1").exitCode()).isEqualTo(1);
  }

  @Test
  void publicAddressesAreReachedFromOtherVlans() {
    web.write(
        "/etc/network/interfaces.d/gridwright.cfg",
        "iface eth0 inet static\n  address 203.0.113.9/32\n");
    web.exec("ifreload", "-a");
    Rig.Machine stranger = rig.machine(502, "debian-12-nginx", "web", "10.9.0.6");
    stranger.net0("tag=102").on();
    assertThat(stranger.script("probe.sh", "203.0.113.9", "80", "1").exitCode()).isZero();
  }

  @Test
  void partitionCutsGuestsOfOtherNodesButNotOfTheSame() {
    Rig.Machine elsewhere = rig.machine(502, "debian-12-nginx", "web-2", "10.1.0.6");
    elsewhere.onNode("pve2").on();
    web.connected(false);
    db.connected(false);
    assertThat(web.script("probe.sh", "10.1.0.7", "3306", "1").exitCode()).isZero();
    assertThat(elsewhere.script("probe.sh", "10.1.0.7", "3306", "1").output())
        .isEqualTo("timeout\n");
  }

  @Test
  void webGuestsTellWhichLinksTheyReach() throws Exception {
    web.write(
        "/etc/gridwright/links.json",
        """
        {"links":[{"to":"db","host":"db.shop.internal","port":3306},
                  {"to":"cache","host":"10.1.0.7","port":11211}]}
        """);
    assertThat(rig.get(web.at("10.1.0.5", 80), "/links"))
        .isEqualTo(
            "{\"links\":[{\"to\":\"db\",\"reachable\":true},{\"to\":\"cache\",\"reachable\":false}]}");
  }

  @Test
  void announcesOnlyItsOwnAddresses() {
    assertThat(web.script("announce.sh", "10.1.0.5").exitCode()).isZero();
    assertThat(web.script("announce.sh", "10.1.0.99").exitCode()).isEqualTo(1);
  }
}
