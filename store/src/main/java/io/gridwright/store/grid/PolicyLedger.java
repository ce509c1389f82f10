package io.gridwright.store.grid;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.store.Refusal;
import io.gridwright.store.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;

/** What operators decided about placement (F82); the published policy until they do. */
public final class PolicyLedger {
  private final Transactions transactions;
  private final InstantSource realTime;

  public PolicyLedger(Transactions transactions, InstantSource realTime) {
    this.transactions = transactions;
    this.realTime = realTime;
  }

  /** The policy in force. */
  public PlacementPolicy current() {
    return row().policy();
  }

  /** The policy in force, with its version. */
  public PolicyRow row() {
    return transactions.call(handle -> handle.attach(PolicyRepository.class).current());
  }

  /**
   * Puts another policy in force.
   *
   * @param seen the version that the operator decided on; empty: whatever it is
   * @throws Refusal {@code validation} with what is wrong with it, {@code precondition-failed}
   *     where somebody decided meanwhile
   */
  public PolicyRow replace(PlacementPolicy policy, OptionalLong seen, UserId by) {
    List<FieldError> faults = policy.faults();
    if (!faults.isEmpty()) {
      throw new Refusal(
          Problem.of("validation", "The policy cannot be followed; nothing was changed.")
              .withErrors(faults));
    }
    return transactions.call(
        handle -> {
          PolicyRepository rows = handle.attach(PolicyRepository.class);
          long version = rows.lock().version();
          if (seen.isPresent() && seen.getAsLong() != version) {
            throw Refusal.of(
                "precondition-failed",
                "The policy is at version %d, not %d; read it again and decide anew."
                    .formatted(version, seen.getAsLong()));
          }
          rows.replace(policy, realTime.instant(), by);
          return rows.current();
        });
  }
}
