package io.gridwright.scheduler.placement;

import io.gridwright.domain.grid.NodeName;
import java.util.Optional;

/**
 * How a chosen node compares with the others that could take the machine, by what each costs alone.
 *
 * @param rank 1 for the cheapest; equally cheap nodes share a rank
 * @param candidates that could take the machine alone
 * @param runnerUp the cheapest of the others
 * @param margin what the runner-up would cost more; negative where the machine went to a dearer
 *     node for the sake of the others
 */
public record Standing(int rank, int candidates, Optional<NodeName> runnerUp, long margin) {}
