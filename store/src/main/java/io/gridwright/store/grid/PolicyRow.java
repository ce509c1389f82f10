package io.gridwright.store.grid;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.placement.PlacementPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * The policy in force.
 *
 * @param document empty as long as nobody decided otherwise than published
 * @param version rises with each decision
 * @param updatedBy the operator who decided
 */
public record PolicyRow(
    Optional<PlacementPolicy> document,
    long version,
    Optional<Instant> updatedAt,
    Optional<UserId> updatedBy) {

  public PlacementPolicy policy() {
    return document.orElse(PlacementPolicy.PUBLISHED);
  }
}
