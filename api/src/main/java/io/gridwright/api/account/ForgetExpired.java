package io.gridwright.api.account;

import io.gridwright.store.Transactions;
import io.gridwright.store.account.Idempotency;
import io.gridwright.store.account.Users;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what nobody can use any more: sessions past their end, Idempotency-Keys past their day.
 * Any number of processes may do it at once.
 */
public final class ForgetExpired implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ForgetExpired.class);

  private final Users users;
  private final Transactions transactions;
  private final Idempotency idempotency;

  public ForgetExpired(Users users, Transactions transactions, Idempotency idempotency) {
    this.users = users;
    this.transactions = transactions;
    this.idempotency = idempotency;
  }

  @Override
  public void run() {
    try {
      users.forgetExpired();
      transactions.run(idempotency::forgetOld);
    } catch (RuntimeException away) { // the edge of a timer, which would stop for good
      LOG.warn("Expired sessions and keys stay until the next round: {}", away.toString());
    }
  }
}
