package io.gridwright.store.grid;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.store.IdSource;
import io.gridwright.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** What ledger and hypervisor do not agree on, until it is resolved. */
public final class OrphanLedger {
  private final Transactions transactions;
  private final IdSource ids;
  private final InstantSource realTime;

  public OrphanLedger(Transactions transactions, IdSource ids, InstantSource realTime) {
    this.transactions = transactions;
    this.ids = ids;
    this.realTime = realTime;
  }

  /** Lists an orphan, or renews what is known of it. */
  public void see(OrphanSighting sighting) {
    transactions.run(
        handle ->
            handle.attach(OrphanRepository.class).see(ids.next(), sighting, realTime.instant()));
  }

  /** Takes an orphan off the list; false where it is not there. */
  public boolean resolve(String identity) {
    return transactions.call(
        handle -> handle.attach(OrphanRepository.class).resolve(identity, realTime.instant()) > 0);
  }

  /** Takes off what a complete sweep of a node, begun at an instant, did not see any more. */
  public int resolveUnseen(NodeName node, Instant sweepBegan) {
    return transactions.call(
        handle ->
            handle
                .attach(OrphanRepository.class)
                .resolveUnseen(node.value(), sweepBegan, realTime.instant()));
  }

  public List<OrphanRow> open() {
    return transactions.call(handle -> handle.attach(OrphanRepository.class).open());
  }
}
