package io.gridwright.worker;

import io.gridwright.engine.configuration.Nudges;
import io.gridwright.engine.configuration.Reconciler;
import io.gridwright.engine.grid.GridWorkDoor;
import io.gridwright.engine.grid.GridWorkKeeper;
import io.gridwright.engine.grid.RecurringJobs;
import io.gridwright.engine.grid.ScheduledJobs;
import io.gridwright.engine.grid.TimerJobs;
import io.gridwright.engine.grid.Watch;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.store.Store;

/**
 * What keeps the engine going beside its workers: the watch, the recurring jobs, the reconciler and
 * the keeper of works on the grid. Any number of processes may keep at one time: each of these does
 * again what is done already, and that changes nothing.
 */
public final class Keeper implements AutoCloseable {
  private final Watch watch;
  private final RecurringJobs jobs;
  private final Reconciler reconciler;
  private final GridWorkKeeper works;

  private Keeper(Watch watch, RecurringJobs jobs, Reconciler reconciler, GridWorkKeeper works) {
    this.watch = watch;
    this.jobs = jobs;
    this.reconciler = reconciler;
    this.works = works;
  }

  /**
   * Begins, whether Temporal answers or not.
   *
   * @param inProcessServer whether Temporal is the SDK's test server, which has no Schedules
   */
  public static Keeper start(Store store, TemporalConnection temporal, boolean inProcessServer) {
    return new Keeper(
        Watch.start(temporal.client()),
        inProcessServer ? TimerJobs.start(temporal.client()) : ScheduledJobs.start(temporal),
        Reconciler.start(store.operations(), new Nudges(temporal.client())),
        GridWorkKeeper.start(store.gridWorks(), new GridWorkDoor(temporal.client())));
  }

  @Override
  public void close() {
    works.close();
    reconciler.close();
    jobs.close();
    watch.close();
  }
}
