package io.gridwright.store.testing;

import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.grid.CommitResult;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.Placed;
import io.gridwright.store.grid.ReserveResult;
import java.util.List;
import java.util.Optional;

/** A run of an operation, as a workflow writes it to the ledger. */
public record Run(Store store, OperationId id, Epoch epoch) {

  public static Run of(Store store, OperationId operation) {
    return new Run(store, operation, store.operations().begin(operation, "run").epoch());
  }

  /** Orders a document and has all of it run, component after component on the grid's nodes. */
  public static AcceptedOrder standing(
      Customer customer, Grid grid, ConfigurationDocument document) {
    AcceptedOrder order = customer.orders(document);
    Run run = of(customer.store(), order.operation().id());
    run.holds(grid.placing(order.configuration().document()));
    run.machinesRun();
    run.commits();
    run.succeeds();
    return order;
  }

  public List<MachineRow> holds(List<Placed> placed) {
    return ((ReserveResult.Reserved) store.reservations().reserve(id, epoch, placed)).machines();
  }

  /** Every machine of the operation is up. */
  public void machinesRun() {
    store.machines().ofOperation(id).forEach(machine -> is(machine.id(), MachineState.RUNNING));
  }

  public void is(MachineId machine, MachineState state) {
    store.machines().intent(id, epoch, machine, state, Optional.empty());
  }

  public CommitResult.Committed commits() {
    return (CommitResult.Committed) store.reservations().commit(id, epoch);
  }

  public void succeeds() {
    if (!store.operations().succeed(id, epoch)) {
      throw new IllegalStateException(id.value() + " is to be undone");
    }
  }

  /** Undoes it: what it built is given back. */
  public void fails(Problem why) {
    store.operations().undo(id, epoch, OperationState.FAILED, Optional.of(why));
    OperationKind kind = store.operations().required(id).kind();
    if (kind.replaces()) {
      store.replacements().restore(id, epoch);
    }
    store
        .machines()
        .ofOperation(id)
        .forEach(machine -> store.reservations().release(id, epoch, machine.id()));
    store.operations().fail(id, epoch);
  }
}
