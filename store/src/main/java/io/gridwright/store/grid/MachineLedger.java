package io.gridwright.store.grid;

import static java.util.stream.Collectors.toMap;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.Transactions;
import io.gridwright.store.operation.CurrentRun;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Machines: what was intended with each is written before it is done. */
public final class MachineLedger {
  private final Transactions transactions;
  private final InstantSource realTime;

  public MachineLedger(Transactions transactions, InstantSource realTime) {
    this.transactions = transactions;
    this.realTime = realTime;
  }

  public Optional<MachineRow> find(MachineId id) {
    return transactions.call(handle -> handle.attach(MachineRepository.class).find(id));
  }

  /** Machines that an operation planned and has neither given back nor left behind. */
  public List<MachineRow> ofOperation(OperationId operation) {
    return transactions.call(handle -> handle.attach(MachineRepository.class).current(operation));
  }

  /** Machines of a configuration that are not gone, nor left behind. */
  public List<MachineRow> ofConfiguration(ConfigurationId configuration) {
    return transactions.call(handle -> handle.attach(MachineRepository.class).live(configuration));
  }

  /** Everything on a node that is not gone, left behind or not. */
  public List<MachineRow> onNode(NodeName node) {
    return transactions.call(handle -> handle.attach(MachineRepository.class).onNode(node));
  }

  /** Everything that may be seen on a node: what stands there, and what is being moved there. */
  public List<MachineRow> expectedOn(NodeName node) {
    return transactions.call(handle -> handle.attach(MachineRepository.class).expectedOn(node));
  }

  /** Everything that is not gone. */
  public List<MachineRow> all() {
    return transactions.call(handle -> handle.attach(MachineRepository.class).all());
  }

  /** Every place that is held: of a machine that is being moved both, the one to come as TARGET. */
  public List<MachineRow> places() {
    return transactions.call(
        handle -> {
          List<MachineRow> machines = handle.attach(MachineRepository.class).all();
          Map<MachineId, MachineRow> byId =
              machines.stream().collect(toMap(MachineRow::id, Function.identity()));
          Stream<MachineRow> targets =
              handle.attach(AllocationRepository.class).targets().stream()
                  .filter(held -> byId.containsKey(held.machineId()))
                  .map(held -> byId.get(held.machineId()).at(held));
          return Stream.concat(machines.stream(), targets).toList();
        });
  }

  /** ABANDONED, RETAINED and NEEDS_OPERATOR machines: the sweep's work. */
  public List<MachineRow> leftBehind() {
    return transactions.call(handle -> handle.attach(MachineRepository.class).leftBehind());
  }

  /** What a machine holds, or held. */
  public Optional<AllocationRow> allocation(MachineId id) {
    return transactions.call(handle -> handle.attach(AllocationRepository.class).of(id));
  }

  /** Everything that a configuration holds or ever held, oldest first. */
  public List<AllocationRow> allocations(ConfigurationId configuration) {
    return transactions.call(
        handle -> handle.attach(AllocationRepository.class).ofConfiguration(configuration));
  }

  /**
   * Writes what an operation is about to do with a machine.
   *
   * @param upid the task that does it, once it is known; an empty one keeps the last
   * @throws MachineGivenUpException if another attempt of the same run is past it: it removes the
   *     machine, or has
   */
  public void intent(
      OperationId operation,
      Epoch epoch,
      MachineId machine,
      MachineState state,
      Optional<String> upid) {
    transactions.run(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          intend(handle, epoch, machine, state, upid);
        });
  }

  /**
   * As {@link #intent}, by a step that switches the machine.
   *
   * @param turn of the step; one with a later turn ends this one's right
   * @throws MachineGivenUpException also if a step with a later turn was there
   */
  public void intentOfTurn(
      OperationId operation,
      Epoch epoch,
      MachineId machine,
      MachineState state,
      Optional<String> upid,
      long turn) {
    transactions.run(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          if (handle.attach(MachineRepository.class).takeTurn(machine, turn) == 0) {
            throw new MachineGivenUpException(machine, state);
          }
          intend(handle, epoch, machine, state, upid);
        });
  }

  /**
   * Writes that a machine is about to be made by a task that nobody knows yet; one that an earlier
   * attempt began is forgotten, so that nobody takes its end for this one's.
   *
   * @throws MachineGivenUpException as {@link #intent}
   */
  public void intentAnew(
      OperationId operation, Epoch epoch, MachineId machine, MachineState state) {
    transactions.run(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          intend(handle, epoch, machine, state, Optional.empty());
          handle.attach(MachineRepository.class).forgetTask(machine);
        });
  }

  /**
   * Says whether a machine's addresses are, or will be, withdrawn and its pools send it nothing.
   *
   * @throws MachineGivenUpException as {@link #intentOfTurn}
   */
  public void suspend(
      OperationId operation, Epoch epoch, MachineId machine, boolean suspended, long turn) {
    transactions.run(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          MachineRepository machines = handle.attach(MachineRepository.class);
          if (machines.suspend(machine, suspended, turn) == 0) {
            throw new MachineGivenUpException(
                machine, machines.find(machine).orElseThrow().state());
          }
        });
  }

  private static void intend(
      Handle handle, Epoch epoch, MachineId machine, MachineState state, Optional<String> upid) {
    if (handle.attach(MachineRepository.class).intend(machine, epoch, state, upid) == 0) {
      throw new MachineGivenUpException(machine, state);
    }
  }

  /** Where a guest can be reached, as the emulator says: host and port by address and port. */
  public void recordReachable(
      OperationId operation,
      Epoch epoch,
      MachineId machine,
      Map<String, Map<String, String>> reachable) {
    transactions.run(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          handle.attach(MachineRepository.class).reachable(machine, reachable);
        });
  }

  /** A machine is gone from the hypervisor; {@link Reservations#release} gives back its room. */
  public void gone(OperationId operation, Epoch epoch, MachineId machine) {
    transactions.run(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          handle.attach(MachineRepository.class).gone(machine, realTime.instant());
        });
  }

  /** VMIDs that are not to be used again yet. */
  public List<VmidRow> tombstones() {
    return transactions.call(handle -> handle.attach(NumberRepository.class).tombstones());
  }

  /** Frees a VMID that no task can create any more; false within 24 hours of its machine's end. */
  public boolean liftTombstone(Vmid vmid) {
    return transactions.call(
        handle -> handle.attach(NumberRepository.class).lift(vmid, realTime.instant()) == 1);
  }
}
