package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MaxDuration;
import io.dropwizard.validation.MinDuration;
import io.gridwright.worker.Queue;
import io.gridwright.worker.WorkerSettings;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** {@code work}: which queues this process serves, and how much at one time. */
public final class WorkSection {
  @NotEmpty @JsonProperty private Set<Queue> queues = EnumSet.allOf(Queue.class);
  @NotNull @JsonProperty private Map<Queue, @Min(1) Integer> slots = Map.of();

  @Min(0)
  @JsonProperty
  private int workflowCache = WorkerSettings.DEFAULT.workflowCache();

  /** How long running activities may go on after SIGTERM; a stop takes 15 s at most in all. */
  @NotNull
  @MinDuration(value = 1, unit = TimeUnit.SECONDS)
  @MaxDuration(value = 10, unit = TimeUnit.SECONDS)
  @JsonProperty
  private Duration grace = Duration.seconds(8);

  /** Whether Temporal is the SDK's in-process test server: without Schedules, never production. */
  @JsonProperty private boolean inProcessServer;

  /** Whether this process also keeps the reconciler, the watch and the recurring jobs going. */
  @JsonProperty private boolean keeper = true;

  /** SOLVER slots of all processes together: from three on they part the grid among them. */
  @Min(1)
  @JsonProperty
  private int planners = 1;

  public int planners() {
    return planners;
  }

  public WorkerSettings settings() {
    return new WorkerSettings(
        queues, slots, workflowCache, inProcessServer, grace.toJavaDuration());
  }

  public boolean keeper() {
    return keeper;
  }
}
