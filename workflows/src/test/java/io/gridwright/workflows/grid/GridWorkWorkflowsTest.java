package io.gridwright.workflows.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.placement.Remaining;
import io.gridwright.workflows.testing.FakeLedger;
import io.gridwright.workflows.testing.FakeMoves;
import io.gridwright.workflows.testing.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Works on the grid that are made of moves. */
class GridWorkWorkflowsTest {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void aDrainMovesConfigurationByConfigurationUntilTheNodeIsEmpty() {
    stage
        .moves()
        .plans(
            List.of(
                FakeMoves.move("a", "pve2"),
                FakeMoves.move("a", "pve3"),
                FakeMoves.move("b", "pve3")),
            List.of());

    carriesOut("Maintenance");

    assertThat(stage.script().count("submit a")).isEqualTo(1);
    assertThat(stage.calls())
        .containsSubsequence("submit a", "end of move-a", "submit b", "plan drain", "end work");
    assertThat(stage.moves().ends()).singleElement().asString().startsWith("true ");
  }

  @Test
  void aDrainTellsWhatFindsNoPlaceAndTriesAgain() {
    var stuck = new Remaining(FakeLedger.CONFIGURATION, "db", 0, "No other node takes it.");
    stage.moves().plans(List.of(), List.of(stuck));
    stage.moves().plans(List.of(), List.of(stuck));

    carriesOut("Maintenance");

    assertThat(stage.script().count("left 1")).isEqualTo(2);
    assertThat(stage.moves().ends()).singleElement().asString().startsWith("true ");
  }

  @Test
  void aDrainEndsWhenAnOperatorTakesTheNodeIntoUse() {
    stage
        .moves()
        .plans(List.of(FakeMoves.move("a", "pve2"), FakeMoves.move("b", "pve2")), List.of());
    stage.script().first("submit a").after(() -> stage.moves().stop());

    carriesOut("Maintenance");

    assertThat(stage.script().count("submit b")).isZero();
    assertThat(stage.moves().ends()).isEmpty();
  }

  @Test
  void aRebalanceCarriesItsMovesOutInOrder() {
    stage.moves().rebalances(FakeMoves.move("a", "pve2"), FakeMoves.move("b", "pve3"));

    carriesOut("Rebalance");

    assertThat(stage.calls())
        .containsSubsequence("submit a", "end of move-a", "submit b", "end of move-b", "end work");
    assertThat(stage.moves().ends()).containsExactly("true All 2 moves are done.");
  }

  @Test
  void aRebalanceStopsAtTheFirstMoveThatTheLedgerDoesNotMatch() {
    stage.moves().rebalances(FakeMoves.move("bad", "pve2"), FakeMoves.move("b", "pve3"));

    carriesOut("Rebalance");

    assertThat(stage.script().count("submit b")).isZero();
    assertThat(stage.moves().ends())
        .singleElement()
        .asString()
        .startsWith("false Stopped at move 1");
  }

  private void carriesOut(String type) {
    var work = stage.client().newUntypedWorkflowStub(type, Stage.options("work/1"));
    work.start(GridWorkWorkflow.Task.begin(new GridWorkId("work-1")));
    work.getResult(Void.class);
  }
}
