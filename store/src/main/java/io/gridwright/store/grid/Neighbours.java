package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.RiskLevel;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.store.account.AccountRow;
import io.gridwright.store.operation.OperationRow;
import org.jdbi.v3.core.Handle;

/**
 * Whom a configuration may stand beside, judged once more where room is taken: isolation of what is
 * risky (F79) and nodes that are reserved (F90). Of two orders that were placed on one empty node
 * at the same time, the second meets the first here. Only to be asked by who has the node's row
 * locked.
 */
final class Neighbours {
  private final NodeRepository nodes;
  private final AccountRow account;
  private final ConfigurationId configuration;
  private final PlacementWishes wishes;
  private final PlacementPolicy policy;

  private Neighbours(
      Handle handle, AccountRow account, ConfigurationId configuration, PlacementWishes wishes) {
    this.nodes = handle.attach(NodeRepository.class);
    this.account = account;
    this.configuration = configuration;
    this.wishes = wishes;
    this.policy = handle.attach(PolicyRepository.class).current().policy();
  }

  /** Of what an operation builds: by its own document, else as its configuration stands. */
  static Neighbours of(Handle handle, AccountRow account, OperationRow operation) {
    ConfigurationId configuration = operation.configurationId();
    PlacementWishes wishes =
        operation
            .document()
            .map(d -> new PlacementWishes(d.effectiveRisk().risky(), d.dedicated()))
            .orElseGet(() -> handle.attach(AllocationRepository.class).wishes(configuration));
    return new Neighbours(handle, account, configuration, wishes);
  }

  /** Whether its machines may stand there. */
  boolean tolerableOn(NodeName node) {
    return (!policy.isRule("isolation") || isolated(node))
        && (!policy.isRule("dedicated") || reserved(node));
  }

  /** A risky one beside nobody else's, another one beside nobody else's risky ones. */
  private boolean isolated(NodeName node) {
    return wishes.risky() || account.risk() == RiskLevel.HIGH
        ? nodes.others(node, account.id()) == 0 && !hasStrangers(node)
        : nodes.riskyOthers(node, account.id()) == 0;
  }

  private boolean reserved(NodeName node) {
    return nodes.keptApart(node, account.id(), configuration, wishes.dedicated()) == 0
        && (wishes.dedicated() == Dedication.NONE || !hasStrangers(node));
  }

  private boolean hasStrangers(NodeName node) {
    return nodes.find(node).stream().anyMatch(NodeRow::hasStrangers);
  }
}
