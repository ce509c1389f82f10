package io.gridwright.store.grid;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.grid.GridWorkId;
import java.time.Instant;
import java.util.Optional;

/**
 * Proof that a lost node runs nothing any more (DESIGN section 6).
 *
 * @param workId recovery that it belongs to
 * @param proof how it was come by: {@code redfish}, {@code cluster}, {@code operator}
 * @param evidence one sentence, 1..1000 characters
 * @param provedBy the operator whose word it is; empty for a machine's
 */
public record Fencing(
    GridWorkId workId, String proof, String evidence, Optional<UserId> provedBy, Instant provedAt) {
  /** An operator's recorded word. */
  public static final String OPERATOR = "operator";
}
