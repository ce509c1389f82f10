package io.gridwright.store.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.Store;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.Grid;
import io.gridwright.store.testing.LedgerDatabase;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A step that was taken for dead finds that another came after it. */
class PowerTurnTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Store store = LEDGER.store();
  private OperationId operation;
  private Epoch epoch;
  private MachineRow machine;

  @BeforeEach
  void aMachine() {
    Grid grid = Grid.of(store, 1);
    var order = Customer.with(store, "memory-400").orders(Documents.web("turns", 512, 5));
    operation = order.operation().id();
    epoch = store.operations().begin(operation, "run-1").epoch();
    store.reservations().reserve(operation, epoch, grid.placing(order.configuration().document()));
    machine = store.machines().ofOperation(operation).get(0);
  }

  @Test
  void aStepMayRepeatItsIntentionAndALaterOneEndsItsRight() {
    intend(1, MachineState.STOPPED);
    intend(1, MachineState.STOPPED);
    intend(2, MachineState.RUNNING);

    assertThatThrownBy(() -> intend(1, MachineState.STOPPED))
        .isInstanceOf(MachineGivenUpException.class);
    assertThat(state()).isEqualTo(MachineState.RUNNING);
  }

  @Test
  void ofACrowdTheLastTurnDecides() {
    AtOnce.run(
        12,
        i ->
            () -> {
              intend(i + 1, i % 2 == 0 ? MachineState.STOPPED : MachineState.RUNNING);
              return i;
            });

    assertThat(state()).isEqualTo(MachineState.RUNNING);
    assertThatThrownBy(() -> intend(11, MachineState.STOPPED))
        .isInstanceOf(MachineGivenUpException.class);
  }

  @Test
  void anEarlierRunMayIntendNothingWhateverItsTurn() {
    store.operations().begin(operation, "run-2");

    assertThatThrownBy(() -> intend(9, MachineState.STOPPED))
        .isInstanceOf(StaleEpochException.class);
  }

  private void intend(long turn, MachineState state) {
    store.machines().intentOfTurn(operation, epoch, machine.id(), state, Optional.empty(), turn);
  }

  private MachineState state() {
    return store.machines().find(machine.id()).orElseThrow().state();
  }
}
