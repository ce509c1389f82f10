package io.gridwright.store;

import io.gridwright.store.account.Accounts;
import io.gridwright.store.account.Users;
import io.gridwright.store.billing.Charges;
import io.gridwright.store.billing.LedgerGateway;
import io.gridwright.store.billing.Plans;
import io.gridwright.store.configuration.Acceptance;
import io.gridwright.store.configuration.Configurations;
import io.gridwright.store.configuration.TrafficAcceptance;
import io.gridwright.store.event.EventLog;
import io.gridwright.store.grid.GridRanges;
import io.gridwright.store.grid.GridSetup;
import io.gridwright.store.grid.GridWorks;
import io.gridwright.store.grid.Growths;
import io.gridwright.store.grid.Images;
import io.gridwright.store.grid.LedgerAudit;
import io.gridwright.store.grid.MachineLedger;
import io.gridwright.store.grid.Moves;
import io.gridwright.store.grid.NodeLedger;
import io.gridwright.store.grid.NodeLosses;
import io.gridwright.store.grid.OrphanLedger;
import io.gridwright.store.grid.PolicyLedger;
import io.gridwright.store.grid.Replacements;
import io.gridwright.store.grid.Reservations;
import io.gridwright.store.notice.Notices;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.traffic.TrafficLedger;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/**
 * The ledger's verbs, wired. Everything is shared and safe for many threads; nothing here holds
 * state of its own.
 *
 * @param settings what outlives processes
 * @param gridSetup the operator's ranges
 */
public record Store(
    Transactions transactions,
    Settings settings,
    GridSetup gridSetup,
    Accounts accounts,
    Users users,
    Plans plans,
    Charges charges,
    LedgerGateway ledgerGateway,
    Acceptance acceptance,
    TrafficAcceptance trafficAcceptance,
    Configurations configurations,
    OperationLedger operations,
    NodeLedger nodes,
    PolicyLedger policy,
    GridWorks gridWorks,
    NodeLosses losses,
    Images images,
    Reservations reservations,
    Moves moves,
    Replacements replacements,
    Growths growths,
    MachineLedger machines,
    OrphanLedger orphans,
    TrafficLedger traffic,
    EventLog events,
    Notices notices,
    LedgerAudit audit) {

  /**
   * Wires the verbs over a migrated database.
   *
   * @param businessTime of metering and billing; may be simulated
   * @param realTime of sessions, keys, tombstones and operations
   */
  public static Store over(
      Jdbi jdbi,
      IdSource ids,
      GridRanges ranges,
      InstantSource businessTime,
      InstantSource realTime) {
    Transactions transactions = new Transactions(jdbi);
    EventLog events = new EventLog(transactions, realTime);
    Plans plans = new Plans(transactions, businessTime);
    OperationLedger operations = new OperationLedger(transactions, events, realTime);
    return new Store(
        transactions,
        new Settings(transactions, ids),
        new GridSetup(transactions),
        new Accounts(transactions, ids, plans, businessTime, realTime),
        new Users(transactions, ids, realTime),
        plans,
        new Charges(transactions),
        new LedgerGateway(transactions, ids, realTime),
        new Acceptance(transactions, ids, plans, events, realTime),
        new TrafficAcceptance(transactions, ids, events, realTime),
        new Configurations(transactions, events),
        operations,
        new NodeLedger(transactions, realTime),
        new PolicyLedger(transactions, realTime),
        new GridWorks(transactions, ids, realTime),
        new NodeLosses(transactions, ids, realTime),
        new Images(transactions),
        new Reservations(
            transactions, ids, operations, ranges.privateRange(), businessTime, realTime),
        new Moves(transactions, ids, businessTime, realTime),
        new Replacements(transactions, ids, realTime),
        new Growths(transactions, ids, businessTime, realTime),
        new MachineLedger(transactions, realTime),
        new OrphanLedger(transactions, ids, realTime),
        new TrafficLedger(transactions),
        events,
        new Notices(transactions, ids, events, realTime),
        new LedgerAudit(transactions));
  }
}
