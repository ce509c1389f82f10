package io.gridwright.store.grid;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.RiskLevel;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.store.account.AccountRow;
import org.jdbi.v3.core.Handle;

/**
 * Isolation of what is risky (F79), judged once more where room is taken: of two orders that were
 * placed on one empty node at the same time, the second meets the first here. Only to be asked by
 * who has the node's row locked.
 */
final class Isolation {
  private final Handle handle;
  private final AccountId account;
  private final boolean risky;
  private final boolean wanted;

  private Isolation(Handle handle, AccountId account, boolean risky) {
    this.handle = handle;
    this.account = account;
    this.risky = risky;
    this.wanted =
        handle.attach(PolicyRepository.class).current().policy().of("isolation").mode()
            == FactorMode.RULE;
  }

  /**
   * Of an account's machines.
   *
   * @param configuration whether what their configuration is, and is for, is of HIGH risk
   */
  static Isolation of(Handle handle, AccountRow account, boolean configuration) {
    return new Isolation(handle, account.id(), account.risk() == RiskLevel.HIGH || configuration);
  }

  /**
   * Whether such a machine may stand there: a risky one beside nobody else's, another one beside
   * nobody else's risky ones.
   */
  boolean holdsOn(NodeName node) {
    if (!wanted) {
      return true;
    }
    NodeRepository nodes = handle.attach(NodeRepository.class);
    return risky ? nodes.others(node, account) == 0 : nodes.riskyOthers(node, account) == 0;
  }
}
