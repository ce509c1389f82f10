package io.gridwright.worker.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.operation.OperationState;
import io.gridwright.store.grid.AllocationRow;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Order;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Machines change nodes while they are used. */
class MoveTest {
  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine = EngineUnderTest.start(EngineUnderTest.setup().withNodes(5).withLatency(0.2));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void aCustomerNoticesNothingOfAMove() {
    Order shop = engine.running(Documents.sample("shop"));
    MachineRow before = machine(shop, "web-1");
    MachineRow balancer = machine(shop, "lb");
    var fetching = new Fetching(shop);

    Order web =
        engine.sent(engine.acceptedMove(shop, before, engine.nodeWithout(shop.configuration())));
    engine.awaitEnd(web, OperationState.SUCCEEDED);
    Order lb =
        engine.sent(engine.acceptedMove(shop, balancer, engine.nodeWithout(shop.configuration())));
    engine.awaitEnd(lb, OperationState.SUCCEEDED);

    assertThat(fetching.end()).isGreaterThan(20);
    MachineRow after = machine(shop, "web-1");
    assertThat(after.node()).isNotEqualTo(before.node());
    assertThat(machine(shop, "lb").node()).isNotEqualTo(balancer.node());
    assertThat(List.of(after.vmid(), after.mac(), after.privateAddress(), after.state()))
        .isEqualTo(List.of(before.vmid(), before.mac(), before.privateAddress(), before.state()));
    assertThat(after.reachable()).isEqualTo(before.reachable());
    engine.assertLedgerEqualsGrid();
    assertThat(billed(before)).hasSize(2);
    engine.sweep();
    assertThat(engine.store().orphans().open()).isEmpty();
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  private static List<AllocationRow> billed(MachineRow machine) {
    return engine.store().machines().allocations(machine.configurationId()).stream()
        .filter(row -> row.machineId().equals(machine.id()) && row.billedFrom().isPresent())
        .toList();
  }

  private static MachineRow machine(Order order, String component) {
    return engine.machines(order.configuration()).stream()
        .filter(machine -> machine.componentName().equals(component))
        .findFirst()
        .orElseThrow();
  }

  /** A client that fetches pages one after the other, and must get each. */
  private static final class Fetching {
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger pages = new AtomicInteger();
    private final CompletableFuture<Void> client;

    Fetching(Order shop) {
      client =
          CompletableFuture.runAsync(
              () -> {
                while (!over.get()) {
                  engine.page(shop.configuration());
                  pages.incrementAndGet();
                }
              });
    }

    /** Pages that were fetched; fails if one was not. */
    int end() {
      over.set(true);
      client.join();
      return pages.get();
    }
  }
}
