package io.gridwright.activities.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeState;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTransitionsTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # ledger,    online, next
          ONLINE,      true,
          ONLINE,      false,  UNREACHABLE
          UNREACHABLE, true,   RETURNING
          UNREACHABLE, false,
          RETURNING,   true,
          RETURNING,   false,  UNREACHABLE
          MAINTENANCE, true,
          MAINTENANCE, false,
          FENCED,      true,   RETURNING
          FENCED,      false,
          """)
  void followTheMembershipAndNeverUndoWhatAnOperatorSet(
      NodeState ledger, boolean online, NodeState next) {
    assertThat(NodeTransitions.next(ledger, online)).isEqualTo(Optional.ofNullable(next));
  }
}
