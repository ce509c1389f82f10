package io.gridwright.worker.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.store.testing.Documents;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without any fault: what the fault tests compare with. */
class HappyDayTest {
  @RegisterExtension static final SharedBench SHARED = new SharedBench();

  @Test
  void servesPagesThroughTheBalancerUntilItIsDeletedAndLeavesNothing() {
    var engine = SHARED.bench().engine();
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
