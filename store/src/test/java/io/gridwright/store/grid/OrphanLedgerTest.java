package io.gridwright.store.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.store.Store;
import io.gridwright.store.testing.LedgerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OrphanLedgerTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Store store = LEDGER.store();

  @Test
  void listsAnOrphanOnceUntilASweepMissesIt() {
    store.orphans().see(stranger("a stranger"));
    Instant first = LEDGER.realTime().instant();
    LEDGER.realTime().advance(Duration.ofMinutes(1));
    store.orphans().see(stranger("still a stranger"));

    assertThat(store.orphans().open())
        .singleElement()
        .satisfies(o -> assertThat(o.what()).isEqualTo("still a stranger"))
        .satisfies(o -> assertThat(o.firstSeenAt()).isEqualTo(first));
    LEDGER.realTime().advance(Duration.ofMinutes(1));
    assertThat(store.orphans().resolveUnseen(new NodeName("pve1"), LEDGER.realTime().instant()))
        .isEqualTo(1);
    assertThat(store.orphans().open()).isEmpty();
    store.orphans().see(stranger("back again"));
    assertThat(store.orphans().open()).hasSize(1);
    assertThat(store.orphans().resolve("MACHINE pve1/10007")).isTrue();
    assertThat(store.orphans().resolve("MACHINE pve1/10007")).isFalse();
  }

  private static OrphanSighting stranger(String what) {
    return new OrphanSighting(
        "MACHINE pve1/10007",
        OrphanRow.Kind.MACHINE,
        OrphanRow.State.UNKNOWN,
        Optional.of(new NodeName("pve1")),
        Optional.of(new Vmid(10_007)),
        Optional.of("odd"),
        what,
        "Look at it and delete it by hand.",
        Optional.empty());
  }
}
