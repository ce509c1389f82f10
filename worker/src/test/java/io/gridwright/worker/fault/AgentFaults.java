package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.pair;
import static io.gridwright.worker.fault.FaultBench.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.worker.testing.Root;
import io.gridwright.worker.testing.SideBySide;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agents that are silent, and words of theirs that never arrive. */
interface AgentFaults {
  String SILENT = "QEMU guest agent is not running";

  FaultBench bench();

  /** Fault 9. */
  @Test
  @SideBySide
  default void waitsForAnAgentThatIsSilentAtFirst() {
    var home = bench().home(1);
    var silent =
        List.of(
            home.on("POST", "/qemu/*/agent/ping").times(2).refuse(SILENT),
            home.on("POST", "/qemu/*/agent/ping").once().refuse(timeout("guest-ping")),
            home.on("GET", "/qemu/*/agent/network-get-interfaces").once().refuse(SILENT),
            home.on("POST", "/qemu/*/agent/exec").once().refuse(timeout("guest-exec")));

    bench().succeeds(web(home));

    assertThat(silent).noneMatch(call -> call.count() == 0);
  }

  private static String timeout(String command) {
    return "VM 10000 qga command '%s' failed - got timeout".formatted(command);
  }

  /** Fault 9, for ever. */
  @Test
  @SideBySide
  default void failsWhereTheAgentStaysSilent() {
    var home = bench().home(1);
    home.on("*", "/qemu/*/agent/**").refuse(SILENT);

    var problem = bench().fails(web(home));

    assertThat(problem.name()).isEqualTo("agent-silent");
    assertThat(problem.detail())
        .contains("(web) on " + home.node(), "agent is silent", "qemu-guest-agent");
  }

  /** PVE-D2: the agent's own word about a missing program never arrives. */
  @Test
  @SideBySide
  default void failsAndNamesTheProgramThatAnImageLacks() {
    var order =
        bench()
            .ordered(
                pair(bench().home(1)),
                "Balance",
                accepted ->
                    bench()
                        .root()
                        .client()
                        .agent()
                        .writeFile(
                            Root.ref(bench().machine(accepted, "lb")),
                            "/etc/emulator/absent",
                            "ifreload\n"));

    var problem = bench().failed(order);

    assertThat(problem.detail())
        .contains("balance vm ", "(lb)", "the program ifreload is not installed", "image");
  }
}
