package io.gridwright.store.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.operation.Epoch;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.Grid;
import io.gridwright.store.testing.LedgerDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule notices the row that breaks it. */
class LedgerAuditTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Store store = LEDGER.store();

  @BeforeEach
  void aReservedSample() {
    Customer ann = Customer.with(store, "memory-2500");
    Grid grid = Grid.of(store, 4);
    AcceptedOrder order = ann.orders(Documents.sample("shop"));
    Epoch epoch = store.operations().begin(order.operation().id(), "run").epoch();
    store
        .reservations()
        .reserve(order.operation().id(), epoch, grid.placing(order.configuration().document()));
    assertThat(store.audit().differences()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          counters | UPDATE node SET reserved_vcpus = reserved_vcpus + 1 | UPDATE node SET reserved_vcpus = reserved_vcpus - 1 | a node's counters are the sums
          oversold | UPDATE node SET capacity_memory_mib = capacity_memory_mib - 65500 | UPDATE node SET capacity_memory_mib = capacity_memory_mib + 65500 | no node is oversold
          quota | UPDATE account SET held_disk_gib = held_disk_gib + 1 | UPDATE account SET held_disk_gib = held_disk_gib - 1 | an account holds what
          vmid | UPDATE vmid SET state = 'FREE' WHERE state = 'HELD' | UPDATE vmid SET state = 'HELD' WHERE state = 'FREE' | holds its VMID
          address | UPDATE address SET machine_id = NULL WHERE scope <> 'PUBLIC' | UPDATE address d JOIN machine m ON m.subnet = d.scope AND m.private_address = d.address SET d.machine_id = m.id | holds its address
          """)
  void noticesWhatIsWrong(String what, String harm, String cure, String rule) {
    LEDGER.jdbi().useHandle(handle -> handle.execute(harm));
    try {
      assertThat(store.audit().differences())
          .isNotEmpty()
          .allSatisfy(d -> assertThat(d.rule()).contains(rule));
    } finally {
      LEDGER.jdbi().useHandle(handle -> handle.execute(cure));
    }
  }

  @Test
  void findsNothingInASoundLedger() {
    assertThat(store.audit().differences()).isEmpty();
  }
}
