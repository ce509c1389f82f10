package io.gridwright.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.engine.configuration.Insistence.Open;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InsistenceTest {
  private static final ConfigurationId SHOP = new ConfigurationId("shop");
  private static final Instant MORNING = Instant.parse("2026-11-01T08:00:00Z");
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final Insistence<ConfigurationId> insistence = new Insistence<>();

  @Test
  void tellsAtOnceWhatIsOpenWhenItBegins() {
    assertThat(insistence.due(List.of(waiting(MORNING)))).containsExactly(SHOP);
  }

  @Test
  void tellsAtOnceWhatRunsWhenItBeginsSinceItsWorkflowMayBeLost() {
    assertThat(insistence.due(List.of(running(MORNING)))).containsExactly(SHOP);
  }

  @Test
  void leavesNewsToTheCourierForOneRound() {
    insistence.due(List.of());

    assertThat(roundsOfTelling(3, waiting(MORNING))).startsWith(1);
  }

  @Test
  void tellsWhatIsNotTakenUpEverLessOften() {
    insistence.due(List.of());

    assertThat(roundsOfTelling(70, waiting(MORNING))).containsExactly(1, 2, 4, 8, 16, 32, 48, 64);
  }

  @Test
  void tellsWhatRunsOnceAMinute() {
    insistence.due(List.of());

    assertThat(roundsOfTelling(50, running(MORNING))).containsExactly(16, 32, 48);
  }

  @Test
  void triesAgainInTheNextRoundWhatCouldNotBeTold() {
    insistence.due(List.of(waiting(MORNING)));

    assertThat(insistence.due(List.of(waiting(MORNING)))).containsExactly(SHOP);
    assertThat(insistence.due(List.of(waiting(MORNING)))).containsExactly(SHOP);
  }

  @Test
  void tellsAWishToStopSoonThoughItWasSilentAboutWhatRuns() {
    insistence.due(List.of());
    roundsOfTelling(20, running(MORNING));

    assertThat(roundsOfTelling(4, waiting(NOON))).containsExactly(1, 2);
  }

  @Test
  void forgetsWhatHasEnded() {
    insistence.due(List.of());
    roundsOfTelling(20, waiting(MORNING));
    insistence.due(List.of());

    assertThat(roundsOfTelling(4, waiting(MORNING))).containsExactly(1, 2);
  }

  /** In which of so many rounds it is told, 0... */
  private List<Integer> roundsOfTelling(int rounds, Open<ConfigurationId> one) {
    var told = new ArrayList<Integer>();
    for (int round = 0; round < rounds; round++) {
      if (insistence.due(List.of(one)).contains(SHOP)) {
        told.add(round);
        insistence.told(SHOP);
      }
    }
    return told;
  }

  private static Open<ConfigurationId> waiting(Instant since) {
    return new Open<>(SHOP, false, since);
  }

  private static Open<ConfigurationId> running(Instant since) {
    return new Open<>(SHOP, true, since);
  }
}
