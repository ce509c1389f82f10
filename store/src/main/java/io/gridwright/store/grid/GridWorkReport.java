package io.gridwright.store.grid;

import io.gridwright.domain.placement.Move;
import io.gridwright.domain.placement.Remaining;
import io.gridwright.store.json.JsonColumn;
import java.util.List;
import java.util.Optional;

/**
 * How far a work on the grid is.
 *
 * @param moves of a rebalance: all of them, in order; of a maintenance those begun last
 * @param left what cannot go, and why
 * @param words how it ended, or what it waits for
 */
@JsonColumn
public record GridWorkReport(List<Move> moves, List<Remaining> left, Optional<String> words) {
  public static final GridWorkReport NONE =
      new GridWorkReport(List.of(), List.of(), Optional.empty());

  public GridWorkReport {
    moves = List.copyOf(moves);
    left = List.copyOf(left);
  }
}
