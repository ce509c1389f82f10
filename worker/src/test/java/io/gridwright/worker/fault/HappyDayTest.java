package io.gridwright.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.EngineUnderTest;
import java.util.HashSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Without any fault: what the fault tests compare with. */
class HappyDayTest {
  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine = EngineUnderTest.start(EngineUnderTest.setup());
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void servesPagesThroughTheBalancerUntilItIsDeletedAndLeavesNothing() {
    var shop = engine.running(Documents.sample("shop"));

    var answered = new HashSet<String>();
    for (var page = 0; page < 10; page++) {
      answered.add(engine.page(shop.configuration()));
    }
    assertThat(answered).containsExactlyInAnyOrder("web-1", "web-2");
    engine.assertLedgerEqualsGrid();

    engine.deleted(shop);
    assertThat(engine.machines(shop.configuration())).isEmpty();
    engine.assertLedgerEqualsGrid();
  }
}
