package io.gridwright.worker.fault;

import io.gridwright.worker.testing.EngineUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The faults of the hypervisor's API (API.md 15, by number; OBSERVED.md, by D-number), each through
 * a whole provisioning on nodes of its own, and through its undo and its deletion where it bites
 * there. The tests stand in the interfaces, by what goes wrong.
 */
class HypervisorFaultTest
    implements LockFaults,
        AnswerFaults,
        NumberFaults,
        CloneFaults,
        AgentFaults,
        TaskFaults,
        StartFaults {
  private static FaultBench bench;

  @BeforeAll
  static void start() {
    bench =
        FaultBench.start(EngineUnderTest.setup().withNodes(50).building(FaultBench.impatient()));
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
