package io.gridwright.engine.configuration;

import io.gridwright.engine.Clockwork;
import io.gridwright.store.operation.OperationLedger;
import java.time.Duration;

/**
 * Delivers again what was accepted and not taken up: the ledger says what is unfinished, so that no
 * accepted operation is lost with a process, a signal or Temporal itself. Several may run; a nudge
 * too many does no harm.
 */
public final class Reconciler implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(4);
  private static final int PAGE = 200;

  private final Clockwork clockwork;

  private Reconciler(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  public static Reconciler start(OperationLedger ledger, Nudges nudges) {
    return new Reconciler(
        Clockwork.start(
            "reconciler",
            Duration.ZERO,
            INTERVAL,
            () -> ledger.needingNudge(PAGE).forEach(nudges::nudge)));
  }

  @Override
  public void close() {
    clockwork.close();
  }
}
