package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.gridwright.worker.Queue;
import io.gridwright.worker.WorkerSettings;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** {@code work}: which queues this process serves, and how much at one time. */
public final class WorkSection {
  @NotEmpty @JsonProperty private Set<Queue> queues = EnumSet.allOf(Queue.class);
  @NotNull @JsonProperty private Map<Queue, Integer> slots = Map.of();

  @Min(0)
  @JsonProperty
  private int workflowCache = WorkerSettings.DEFAULT.workflowCache();

  @NotNull @JsonProperty private Duration grace = Duration.seconds(8);
  @JsonProperty private boolean inProcessServer;

  /** Whether this process also keeps the reconciler, the watch and the recurring jobs going. */
  @JsonProperty private boolean keeper = true;

  public WorkerSettings settings() {
    return new WorkerSettings(
        queues, slots, workflowCache, inProcessServer, grace.toJavaDuration());
  }

  public boolean keeper() {
    return keeper;
  }
}
