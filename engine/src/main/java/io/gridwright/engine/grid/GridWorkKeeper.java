package io.gridwright.engine.grid;

import io.gridwright.engine.Clockwork;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.grid.GridWorks;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Begins what was accepted and has no workflow, again where that was lost: the ledger says which
 * works run, so that none needs Temporal to be accepted. Any number may keep.
 */
public final class GridWorkKeeper implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Clockwork clockwork;

  private GridWorkKeeper(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  public static GridWorkKeeper start(GridWorks works, GridWorkDoor door) {
    return start(works, door, work -> true);
  }

  /** Keeps those alone that are asked for. */
  public static GridWorkKeeper start(
      GridWorks works, GridWorkDoor door, Predicate<GridWorkRow> which) {
    return new GridWorkKeeper(
        Clockwork.start(
            "grid-work-keeper",
            Duration.ZERO,
            INTERVAL,
            () -> works.running().stream().filter(which).forEach(door::begin)));
  }

  @Override
  public void close() {
    clockwork.close();
  }
}
