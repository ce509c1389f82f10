package io.gridwright.worker;

import io.gridwright.activities.interceptor.StepInterceptor;
import io.gridwright.activities.ledger.LedgerChangeActivities;
import io.gridwright.activities.ledger.LedgerGridWorkActivities;
import io.gridwright.activities.ledger.LedgerMoveActivities;
import io.gridwright.activities.ledger.LedgerPauseActivities;
import io.gridwright.activities.ledger.LedgerPowerActivities;
import io.gridwright.activities.ledger.LedgerReservationActivities;
import io.gridwright.activities.operation.LedgerOperationActivities;
import io.gridwright.activities.operation.LedgerQueueActivities;
import io.gridwright.activities.operation.StepBook;
import io.gridwright.activities.operation.Targets;
import io.gridwright.activities.placement.GridSnapshot;
import io.gridwright.activities.placement.SolverGridActivities;
import io.gridwright.activities.placement.SolverGridPlanner;
import io.gridwright.activities.placement.SolverPlacementActivities;
import io.gridwright.activities.placement.SolverPreviewActivities;
import io.gridwright.store.Store;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Who carries out what: the activities by queue, and what stands around each of them.
 *
 * @param interceptors innermost first
 */
public record Crew(Map<Queue, List<Object>> activities, List<WorkerInterceptor> interceptors) {
  public Crew {
    activities = Map.copyOf(activities);
    interceptors = List.copyOf(interceptors);
  }

  /** Everything that needs the ledger and the solver only, where few solvers are at work. */
  public static Crew ofLedger(Store store) {
    return ofLedger(store, 1);
  }

  /**
   * The same.
   *
   * @param planners that place orders on this grid at one time, in all processes, 1..
   */
  public static Crew ofLedger(Store store, int planners) {
    var targets = new Targets(store.machines(), store.configurations());
    var steps = new StepBook(store.operations());
    var grid = new GridSnapshot(store);
    var planner = new SolverGridPlanner(grid, store);
    return new Crew(
        Map.of(
            Queue.LEDGER,
            List.of(
                new LedgerOperationActivities(
                    store.operations(), store.reservations(), store.moves(), targets, steps),
                new LedgerQueueActivities(store.operations()),
                new LedgerReservationActivities(
                    store.operations(), store.reservations(), store.growths(), targets),
                new LedgerPauseActivities(
                    store.operations(), store.machines(), store.traffic(), targets),
                new LedgerMoveActivities(store.operations(), store.moves(), targets),
                new LedgerChangeActivities(
                    store.operations(),
                    store.replacements(),
                    store.growths(),
                    store.machines(),
                    store.nodes(),
                    targets),
                new LedgerPowerActivities(
                    store.operations(),
                    store.configurations(),
                    store.machines(),
                    store.replacements(),
                    targets),
                new LedgerGridWorkActivities(
                    store.gridWorks(),
                    store.acceptance(),
                    store.configurations(),
                    store.operations())),
            Queue.SOLVER,
            List.of(
                new SolverPlacementActivities(
                    grid,
                    store.policy(),
                    store.operations(),
                    store.configurations(),
                    store.replacements(),
                    planners),
                SolverGridActivities.planning(planner)),
            Queue.PREVIEW,
            List.of(
                new SolverPreviewActivities(grid, store.policy()),
                SolverGridActivities.forecasts(planner, store.nodes()))),
        List.of(new StepInterceptor(steps)));
  }

  /** With further activities on a queue. */
  public Crew with(Queue queue, Object... others) {
    var all = new EnumMap<Queue, List<Object>>(Queue.class);
    all.putAll(activities);
    var together = new ArrayList<>(activities.getOrDefault(queue, List.of()));
    together.addAll(List.of(others));
    all.put(queue, together);
    return new Crew(all, interceptors);
  }

  /** With an interceptor around those there are. */
  public Crew within(WorkerInterceptor outermost) {
    var all = new ArrayList<>(interceptors);
    all.add(outermost);
    return new Crew(activities, all);
  }

  List<Object> of(Queue queue) {
    return activities.getOrDefault(queue, List.of());
  }
}
