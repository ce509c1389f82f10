package io.gridwright.workflows.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.workflows.testing.Stage;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PreviewWorkflowTest {
  @RegisterExtension final Stage stage = new Stage();

  @Test
  void answersWhatTheSolverFound() {
    assertThat(preview())
        .isEqualTo(
            new Preview(
                true,
                true,
                0,
                List.of(new Preview.Placed("web", 0, Map.of("utilisation", 7L), 1, 6, 4)),
                List.of(),
                List.of()));
  }

  @Test
  void asksOnceSinceTheCallerWaitsForNoSecondAnswer() {
    stage.script().each("preview").fails(() -> ApplicationFailure.newFailure("busy", "BUSY"));

    assertThatThrownBy(this::preview).isInstanceOf(WorkflowFailedException.class);
    assertThat(stage.script().count("preview")).isEqualTo(1);
  }

  private Preview preview() {
    return stage
        .client()
        .newWorkflowStub(PreviewWorkflow.class, Stage.options("preview/1"))
        .preview(new PreviewRequest(new AccountId("account-1"), document()));
  }

  private static ConfigurationDocument document() {
    return new ConfigurationDocument(
        "shop",
        RiskProfile.LOW,
        List.of(),
        List.of(),
        List.of(),
        Dedication.NONE,
        OptionalInt.empty(),
        List.of(),
        true);
  }
}
