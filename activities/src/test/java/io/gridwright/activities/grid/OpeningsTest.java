package io.gridwright.activities.grid;

import static io.gridwright.activities.testing.Rows.opening;
import static io.gridwright.activities.testing.Rows.removed;
import static io.gridwright.activities.testing.Rows.virtualIp;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.activities.testing.Rows;
import io.gridwright.proxmox.firewall.FirewallRule;
import io.gridwright.store.grid.MachineRow;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningsTest {
  private static final MachineRow LB = Rows.machine("lb", 0, 1);
  private static final MachineRow WEB = Rows.machine("web", 0, 2);

  @Test
  void letInWhatTheLedgersRulesName() {
    assertThat(
            Openings.of(
                List.of(
                    opening(WEB, 9100, "198.51.100.0/24"),
                    opening(WEB, 80, "10.7.1.1/32"),
                    virtualIp(LB, "203.0.113.5", 443),
                    Rows.member(LB, "203.0.113.5", 443, WEB, 8443))))
        .as("in the order of ports; a pool member is let in at its own machine, by its own rule")
        .containsExactly(
            accept("10.7.1.1/32", 80), accept("0.0.0.0/0", 443), accept("198.51.100.0/24", 9100));
  }

  @Test
  void nameEachOnlyOnce() {
    assertThat(
            Openings.of(
                List.of(
                    opening(WEB, 80, null),
                    virtualIp(LB, "203.0.113.5", 80),
                    virtualIp(LB, "203.0.113.6", 80))))
        .containsExactly(accept("0.0.0.0/0", 80));
  }

  @Test
  void closeWhatIsRemovedAndKeepWhatIsOnlyPaused() {
    assertThat(
            Openings.of(List.of(removed(opening(WEB, 22, null)), virtualIp(LB, "203.0.113.5", 80))))
        .containsExactly(accept("0.0.0.0/0", 80));
  }

  private static FirewallRule accept(String source, int port) {
    return FirewallRule.acceptTcp(source, Integer.toString(port)).commented("gridwright");
  }
}
