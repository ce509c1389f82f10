package io.gridwright.api.request;

import io.gridwright.store.Transactions;
import io.gridwright.store.account.Idempotency;
import io.gridwright.store.account.IdempotentRequest;
import java.util.Optional;

/**
 * Looks after the Idempotency-Key of a POST that may safely be carried out again, such as a
 * preview: the answer is made anew, and the key with another body is refused.
 */
public final class Repeats {
  private final Transactions transactions;
  private final Idempotency idempotency;

  public Repeats(Transactions transactions, Idempotency idempotency) {
    this.transactions = transactions;
    this.idempotency = idempotency;
  }

  /**
   * Whether the effect of this request is there already; refuses its key with another body. For
   * effects that are claimed in a transaction of their own later on.
   */
  public boolean seen(Optional<IdempotentRequest> request) {
    return request
        .flatMap(repeatable -> transactions.call(handle -> idempotency.made(handle, repeatable)))
        .isPresent();
  }

  /** Remembers the key, or refuses it with another body. */
  public void note(Optional<IdempotentRequest> request, String resource) {
    request.ifPresent(
        repeatable -> transactions.run(handle -> idempotency.claim(handle, repeatable, resource)));
  }
}
