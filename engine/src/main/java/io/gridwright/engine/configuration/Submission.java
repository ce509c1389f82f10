package io.gridwright.engine.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.configuration.Acceptance;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.CancelResult;
import io.gridwright.store.configuration.ChangeOrder;
import io.gridwright.store.configuration.DeleteOrder;
import io.gridwright.store.configuration.PowerOrder;
import io.gridwright.store.configuration.ProvisionOrder;

/**
 * How a change is submitted, by the API and by workflows alike: accepted by the ledger in one
 * transaction, then the entity is nudged. What the ledger refuses is thrown; that Temporal is away
 * is nobody's problem here, because the {@link Reconciler} nudges again.
 */
public final class Submission {
  private final Acceptance acceptance;
  private final Courier courier;

  public Submission(Acceptance acceptance, Courier courier) {
    this.acceptance = acceptance;
    this.courier = courier;
  }

  public AcceptedOrder provision(ProvisionOrder order) {
    return nudged(acceptance.provision(order));
  }

  public AcceptedOrder reconfigure(ChangeOrder order) {
    return nudged(acceptance.reconfigure(order));
  }

  public AcceptedOrder delete(DeleteOrder order) {
    return nudged(acceptance.delete(order));
  }

  public AcceptedOrder power(PowerOrder order) {
    return nudged(acceptance.power(order));
  }

  public CancelResult cancel(AccountId account, OperationId operation) {
    return nudged(acceptance.cancel(account, operation));
  }

  /** By an operator, of what the platform itself asked for. */
  public CancelResult cancelOwn(OperationId operation) {
    return nudged(acceptance.cancelOwn(operation));
  }

  private CancelResult nudged(CancelResult result) {
    courier.send(result.operation().configurationId());
    return result;
  }

  private AcceptedOrder nudged(AcceptedOrder accepted) {
    courier.send(accepted.configuration().id());
    return accepted;
  }
}
