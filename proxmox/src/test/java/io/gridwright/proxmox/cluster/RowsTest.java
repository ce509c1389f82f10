package io.gridwright.proxmox.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.Tag;
import io.gridwright.proxmox.value.Vmid;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows as the real server writes them, also of what is new, off or out of sight. */
class RowsTest {
  private static Resource row(String json) {
    return Resource.from(Fields.parse(json)).orElseThrow();
  }

  @Test
  void readsAMachine() {
    Resource.Guest guest =
        (Resource.Guest)
            row(
                "{\"id\":\"qemu/100\",\"type\":\"qemu\",\"vmid\":\"100\",\"node\":\"pve1\","
                    + "\"name\":\"web\",\"status\":\"running\",\"template\":0,\"uptime\":77,"
                    + "\"cpu\":0.25,\"maxcpu\":2,\"maxmem\":\"536870912\",\"netin\":5,"
                    + "\"netout\":7,\"tags\":\"a;b\",\"lock\":\"clone\"}");

    assertThat(guest.vmid()).isEqualTo(Vmid.of(100));
    assertThat(guest.running()).isTrue();
    assertThat(guest.template()).isFalse();
    assertThat(guest.lock()).contains("clone");
    assertThat(guest.tags()).containsExactly(Tag.of("a"), Tag.of("b"));
    assertThat(guest.maxMemory()).contains(Bytes.of(536870912));
    assertThat(guest.uptime()).contains(Duration.ofSeconds(77));
    assertThat(guest.traffic()).contains(new Resource.Traffic(Bytes.of(5), Bytes.of(7)));
  }

  /** API.md 15, fault 19. */
  @Test
  void readsAMachineOfWhichNothingIsKnown() {
    Resource.Guest guest =
        (Resource.Guest)
            row(
                "{\"id\":\"qemu/100\",\"type\":\"qemu\",\"vmid\":100,\"node\":\"pve1\","
                    + "\"status\":\"unknown\",\"tags\":\" \"}");

    assertThat(guest.name()).isEmpty();
    assertThat(guest.running()).isFalse();
    assertThat(guest.maxMemory()).isEmpty();
    assertThat(guest.tags()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          online,  ONLINE
          offline, OFFLINE
          unknown, UNKNOWN
          ,        UNKNOWN
          """)
  void readsTheStateOfANode(String status, NodeState expected) {
    String json =
        status == null
            ? "{\"type\":\"node\",\"node\":\"pve1\"}"
            : "{\"type\":\"node\",\"node\":\"pve1\",\"status\":\"" + status + "\"}";

    assertThat(((Resource.Host) row(json)).state()).isEqualTo(expected);
  }

  @Test
  void leavesOutRowsThatAreNoResourceOfOurs() {
    assertThat(Resource.from(Fields.parse("{\"type\":\"network\",\"id\":\"network/x\"}")))
        .isEmpty();
  }

  @Test
  void takesALoneHostForQuorate() {
    ClusterStatus status =
        ClusterStatus.from(
            Fields.parse(
                "[{\"type\":\"node\",\"name\":\"pve1\",\"online\":1,\"local\":1,\"ip\":\"10.0.0.1\"}]"));

    assertThat(status.name()).isEmpty();
    assertThat(status.quorate()).isTrue();
    assertThat(status.members()).hasSize(1);
  }

  /** PVE-D9, D39. */
  @Test
  void readsQuorumWhereNoServiceWasEverManaged() {
    HaStatus status =
        HaStatus.from(
            Fields.parse(
                "[{\"id\":\"quorum\",\"type\":\"quorum\",\"node\":\"pve1\",\"quorate\":\"0\","
                    + "\"status\":\"No quorum on node 'pve1'!\"},"
                    + "{\"id\":\"fencing\",\"type\":\"fencing\",\"status\":\"standby\"}]"));

    assertThat(status.quorate()).isFalse();
    assertThat(status.answeredBy()).contains(NodeName.of("pve1"));
    assertThat(status.master()).isEmpty();
    assertThat(status.services()).isEmpty();
  }

  @Test
  void tellsAMasterThatWorksFromOneThatFellSilent() {
    String row = "[{\"type\":\"master\",\"node\":\"pve1\",\"status\":\"pve1 (%s, Sat Nov 22)\"}]";

    assertThat(HaStatus.from(Fields.parse(row.formatted("active"))).masterActive()).isTrue();
    assertThat(HaStatus.from(Fields.parse(row.formatted("old timestamp - dead?"))).masterActive())
        .isFalse();
    assertThat(HaStatus.from(Fields.parse(row.formatted("idle"))).masterActive()).isFalse();
  }

  @Test
  void keepsTheLastWordOfALocalManagerThatIsSilent() {
    HaManagerStatus status =
        HaManagerStatus.from(
            Fields.parse(
                """
                {"manager_status":{"master_node":"pve1"},"lrm_status":{
                 "pve1":{"mode":"active","state":"wait_for_agent_lock","timestamp":1763815620},
                 "pve2":{"mode":"active","state":"active","timestamp":1763815500},
                 "pve3":{},
                 "pve4":{"mode":"restart","state":"active","timestamp":1763815500}}}"""));

    assertThat(status.localManager(NodeName.of("pve1")))
        .hasValueSatisfying(word -> assertThat(word.underWatchdog()).isFalse());
    assertThat(status.localManager(NodeName.of("pve2")))
        .hasValueSatisfying(word -> assertThat(word.underWatchdog()).isTrue());
    assertThat(status.localManager(NodeName.of("pve3"))).isEmpty();
    assertThat(status.localManager(NodeName.of("pve4")))
        .hasValueSatisfying(word -> assertThat(word.underWatchdog()).isFalse());
  }

  @Test
  void takesRecoveryForTheProofOfFencing() {
    HaStatus status =
        HaStatus.from(
            Fields.parse(
                "[{\"type\":\"quorum\",\"quorate\":1},{\"id\":\"lrm:pve2\",\"type\":\"lrm\","
                    + "\"node\":\"pve2\",\"timestamp\":1763815620,\"status\":\"pve2 (active,"
                    + " watchdog active, Sat Nov 22 12:47:00 2025)\"},{\"id\":\"service:vm:100\","
                    + "\"type\":\"service\",\"sid\":\"vm:100\",\"node\":\"pve2\",\"state\":"
                    + "\"recovery\",\"crm_state\":\"recovery\",\"request_state\":\"started\"},"
                    + "{\"type\":\"service\",\"sid\":\"ct:101\",\"node\":\"pve2\"}]"));

    assertThat(status.localManagers()).singleElement().matches(HaStatus.LocalManager::active);
    assertThat(status.services()).singleElement().matches(HaStatus.Service::fencingProved);
  }
}
