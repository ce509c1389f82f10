package io.gridwright.store.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.account.UserId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.store.Refusal;
import io.gridwright.store.Store;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.LedgerDatabase;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PolicyLedgerTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private static final UserId OPERATOR = new UserId("operator");

  private final Store store = LEDGER.store();

  @Test
  void keepsAPolicyWholeAndCountsItsVersions() {
    PlacementPolicy decided =
        PlacementPolicy.PUBLISHED
            .with(PlacementPolicy.Mode.PACK)
            .with("licence", FactorMode.RULE)
            .withGroups(Map.of("lb", Set.of(ComponentKind.LOAD_BALANCER)));
    long version = store.policy().row().version();

    store.policy().replace(decided, OptionalLong.of(version), OPERATOR);

    assertThat(store.policy().current()).isEqualTo(decided);
    assertThat(store.policy().row().version()).isEqualTo(version + 1);
    assertThat(store.policy().row().updatedBy()).contains(OPERATOR);
  }

  @Test
  void ofDecisionsOnOneVersionOneWins() {
    long version = store.policy().row().version();

    var outcomes =
        AtOnce.run(
            4,
            i ->
                () ->
                    store
                        .policy()
                        .replace(PlacementPolicy.PUBLISHED, OptionalLong.of(version), OPERATOR));

    assertThat(AtOnce.values(outcomes)).hasSize(1);
    assertThat(AtOnce.failures(outcomes))
        .allSatisfy(lost -> assertThat(lost).isInstanceOf(Refusal.class));
  }

  @Test
  void refusesAPolicyThatCannotBeFollowed() {
    PlacementPolicy shared =
        PlacementPolicy.PUBLISHED.withGroups(
            Map.of("a", Set.of(ComponentKind.WEB), "b", Set.of(ComponentKind.WEB)));

    assertThatThrownBy(() -> store.policy().replace(shared, OptionalLong.empty(), OPERATOR))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("validation");
  }
}
