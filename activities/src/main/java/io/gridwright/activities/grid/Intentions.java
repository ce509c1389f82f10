package io.gridwright.activities.grid;

import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.MachineState;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Ledger before effect: what a step is about to do, written under the run that does it. */
public final class Intentions {
  private final MachineLedger ledger;
  private final OptionalLong turn;

  public Intentions(MachineLedger ledger) {
    this(ledger, OptionalLong.empty());
  }

  private Intentions(MachineLedger ledger, OptionalLong turn) {
    this.ledger = ledger;
    this.turn = turn;
  }

  /** The same for a step that switches the machine in its turn. */
  public Intentions ofTurn(long step) {
    return new Intentions(ledger, OptionalLong.of(step));
  }

  /** Announces a state. */
  public void write(Site site, MachineState state) {
    write(site, state, Optional.empty());
  }

  /**
   * Announces a state, with the task that brings it about once it is known.
   *
   * @throws io.gridwright.store.StaleEpochException in a run that is not the newest
   */
  public void write(Site site, MachineState state, Optional<String> upid) {
    if (turn.isPresent()) {
      ledger.intentOfTurn(
          site.run().operation(),
          site.run().epoch(),
          site.machine().id(),
          state,
          upid,
          turn.getAsLong());
    } else {
      ledger.intent(site.run().operation(), site.run().epoch(), site.machine().id(), state, upid);
    }
  }

  /** Announces a state that a task which is not begun yet will bring about. */
  public void writeAnew(Site site, MachineState state) {
    ledger.intentAnew(site.run().operation(), site.run().epoch(), site.machine().id(), state);
  }

  /** Where an emulated guest's addresses are served. */
  public void reachable(Site site, Map<String, Map<String, String>> addresses) {
    ledger.recordReachable(
        site.run().operation(), site.run().epoch(), site.machine().id(), addresses);
  }
}
