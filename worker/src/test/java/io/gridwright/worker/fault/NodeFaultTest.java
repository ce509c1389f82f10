package io.gridwright.worker.fault;

import io.gridwright.activities.grid.GridSettings;
import io.gridwright.worker.testing.EngineUnderTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * Faults of nodes, room, links and balancers through whole operations, each on nodes of its own.
 * The tests stand in the interfaces, by what goes wrong.
 */
class NodeFaultTest implements DeadNodes, RoomFaults, LinkFaults, BalancerFaults {
  private static FaultBench bench;

  @BeforeAll
  static void start() {
    bench =
        FaultBench.start(
            EngineUnderTest.setup()
                .withNodes(62)
                .building(FaultBench.impatient())
                .watching(watchful(GridSettings.DEFAULT)));
  }

  /** Templates do not change here, so that a look at all of them each minute is enough. */
  private static GridSettings watchful(GridSettings usual) {
    return new GridSettings(
        Duration.ofMillis(300),
        Duration.ofMinutes(1),
        usual.report(),
        usual.nodeBandwidthMbps(),
        usual.lowestVmid(),
        usual.highestVmid(),
        usual.recoverAfter());
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @Override
  public FaultBench bench() {
    return bench;
  }
}
