package io.gridwright.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.engine.testing.TemporalUnderTest;
import io.gridwright.workflows.SearchAttributes;
import io.gridwright.workflows.WorkflowIds;
import io.temporal.api.enums.v1.EventType;
import org.junit.jupiter.api.Test;

class NudgesTest {
  private static final ConfigurationId SHOP = new ConfigurationId("shop");

  @Test
  void startsTheEntityOnceAndSignalsItEachTime() {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect()) {
      var nudges = new Nudges(connection.client());

      nudges.nudge(SHOP);
      nudges.nudge(SHOP);

      var history = connection.client().fetchHistory(WorkflowIds.configuration(SHOP));
      assertThat(history.getEvents())
          .filteredOn(
              event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
          .hasSize(2);
    }
  }

  @Test
  void startsAnotherRunOnceTheFirstHasEnded() {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect()) {
      var nudges = new Nudges(connection.client());
      nudges.nudge(SHOP);
      var entity = connection.client().newUntypedWorkflowStub(WorkflowIds.configuration(SHOP));
      var first = entity.describe().getExecution().getRunId();
      entity.terminate("done");

      nudges.nudge(SHOP);

      var next = connection.client().newUntypedWorkflowStub(WorkflowIds.configuration(SHOP));
      assertThat(next.describe().getExecution().getRunId()).isNotEqualTo(first);
    }
  }

  @Test
  void namesTheConfigurationForThoseWhoFilter() {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect()) {
      new Nudges(connection.client()).nudge(SHOP);

      var entity = connection.client().newUntypedWorkflowStub(WorkflowIds.configuration(SHOP));
      assertThat(
              entity.describe().getTypedSearchAttributes().get(SearchAttributes.CONFIGURATION_ID))
          .isEqualTo("shop");
    }
  }
}
