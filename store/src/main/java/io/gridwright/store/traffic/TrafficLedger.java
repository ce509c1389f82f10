package io.gridwright.store.traffic;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.Transactions;
import io.gridwright.store.operation.CurrentRun;
import java.util.List;
import java.util.Optional;

/** Rules of balancers and firewalls, and the addresses that they and machines hold. */
public final class TrafficLedger {
  private final Transactions transactions;

  public TrafficLedger(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Rules of a configuration that are planned or in force. */
  public List<TrafficRuleRow> rules(ConfigurationId configuration) {
    return transactions.call(
        handle -> handle.attach(TrafficRepository.class).ofConfiguration(configuration));
  }

  /** What an operation planned for a machine is written there and accepted by it. */
  public void inForce(OperationId operation, Epoch epoch, MachineId machine) {
    transactions.run(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          handle.attach(TrafficRepository.class).inForce(operation, machine);
        });
  }

  /** A machine's own rules are gone, and those of balancers towards it. */
  public void removed(OperationId operation, Epoch epoch, MachineId machine) {
    transactions.run(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          TrafficRepository rules = handle.attach(TrafficRepository.class);
          rules.removedAt(machine);
          rules.removedTowards(machine);
        });
  }

  /** What is paused in a configuration. */
  public Pauses pauses(ConfigurationId configuration) {
    return transactions.call(
        handle -> Pauses.of(handle.attach(PauseRepository.class).ofConfiguration(configuration)));
  }

  /** The turn of an operation that writes a balancer's file, also where nobody did before. */
  public BalancerTurn firstOrNextTurn(OperationId operation, Epoch epoch, MachineId machine) {
    return transactions.call(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          PauseRepository tickets = handle.attach(PauseRepository.class);
          tickets.takeFirstOrNext(machine);
          return tickets.turn(machine).orElseThrow();
        });
  }

  /** Whether anybody began to write a balancer's file there. */
  public boolean wasBalanced(MachineId machine) {
    return transactions.call(
        handle -> handle.attach(PauseRepository.class).turn(machine).isPresent());
  }

  /**
   * The turn of an operation that only changes what is paused there. Empty where nobody wrote the
   * file yet; whoever does will read the pauses after this.
   */
  public Optional<BalancerTurn> turn(OperationId operation, Epoch epoch, MachineId machine) {
    return transactions.call(
        handle -> {
          CurrentRun.shared(handle, operation, epoch);
          PauseRepository tickets = handle.attach(PauseRepository.class);
          tickets.takeNext(machine);
          return tickets.turn(machine);
        });
  }

  /** Addresses that a machine holds: public first, then its private one. */
  public List<AddressRow> addressesOf(MachineId machine) {
    return transactions.call(
        handle ->
            handle.attach(AddressRepository.class).ofMachine(machine).stream()
                .sorted(java.util.Comparator.comparing(AddressRow::isPublic).reversed())
                .toList());
  }

  /** Addresses that a configuration holds. */
  public List<AddressRow> addressesOf(ConfigurationId configuration) {
    return transactions.call(
        handle -> handle.attach(AddressRepository.class).ofConfiguration(configuration));
  }

  /** Addresses that an account holds. */
  public List<AddressRow> addressesOf(AccountId account) {
    return transactions.call(handle -> handle.attach(AddressRepository.class).ofAccount(account));
  }
}
