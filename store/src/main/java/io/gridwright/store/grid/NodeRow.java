package io.gridwright.store.grid;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.Nested;

/**
 * A node as the ledger counts it.
 *
 * @param reserved held by operations that are not verified yet (F162)
 * @param allocated held by those that are
 * @param foreign what the hypervisor was seen to hold beyond the ledger (F94)
 * @param labels such as {@code group}, {@code rack}, {@code isolated}, {@code dedicatedTo}
 * @param lastSeenAt real time at which its machines were last read
 */
public record NodeRow(
    NodeName name,
    NodeState state,
    @Nested("capacity") Capacity capacity,
    @Nested("reserved") Capacity reserved,
    @Nested("allocated") Capacity allocated,
    @Nested("foreign") Capacity foreign,
    Map<String, Object> labels,
    Optional<Instant> lastSeenAt,
    Instant stateSince) {

  /** Whether guests were seen there that nobody ordered here; templates never run. */
  public boolean hasStrangers() {
    return foreign.memoryMib() > 0;
  }

  /** What a new machine may take. */
  public Capacity free() {
    return capacity.minus(reserved).minus(allocated).minus(foreign);
  }
}
