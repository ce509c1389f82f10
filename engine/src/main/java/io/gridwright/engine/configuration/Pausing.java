package io.gridwright.engine.configuration;

import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.PauseWish;
import io.gridwright.store.configuration.TrafficAcceptance;

/**
 * How pausing and playing is submitted: a fact of the ledger once it is accepted, then brought to
 * the balancer at once, beside the configuration's queue.
 */
public final class Pausing {
  private final TrafficAcceptance acceptance;
  private final Courier courier;

  public Pausing(TrafficAcceptance acceptance, Courier courier) {
    this.acceptance = acceptance;
    this.courier = courier;
  }

  /** Accepts a wish, as {@link TrafficAcceptance#pause} does. */
  public AcceptedOrder pause(PauseWish wish) {
    AcceptedOrder accepted = acceptance.pause(wish);
    if (!accepted.operation().state().ended()) {
      courier.send(accepted.operation());
    }
    return accepted;
  }
}
