package io.gridwright.store.grid;

import io.gridwright.domain.grid.NodeName;
import java.time.Instant;
import java.util.Optional;

/**
 * The loss of a node that is not wholly back.
 *
 * @param proof that it runs nothing; empty while nobody proved it
 * @param standing how many of its servers still stand there: what was built elsewhere does not
 */
public record NodeLoss(NodeName node, Instant since, Optional<Fencing> proof, int standing) {}
