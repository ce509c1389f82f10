package io.gridwright.worker;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How a worker process works.
 *
 * @param queues that it serves; a solver may run alone
 * @param slots tasks at one time by queue, where it differs from {@link Queue#slots}, 1..
 * @param workflowCache workflows kept in memory between their tasks, 0..; each that waits holds a
 *     thread. With 0 every task replays its history
 * @param inProcessServer whether Temporal is the SDK's test server, which never gives up on a
 *     sticky task of a worker that is gone
 * @param grace how long running tasks may go on after a stop was asked, above 0
 */
public record WorkerSettings(
    Set<Queue> queues,
    Map<Queue, Integer> slots,
    int workflowCache,
    boolean inProcessServer,
    Duration grace) {
  public static final WorkerSettings DEFAULT =
      new WorkerSettings(EnumSet.allOf(Queue.class), Map.of(), 300, false, Duration.ofSeconds(8));

  public WorkerSettings {
    queues = Set.copyOf(queues);
    slots = Map.copyOf(slots);
    if (queues.isEmpty()) {
      throw new IllegalArgumentException("a worker must serve at least one queue; name one");
    }
    slots.forEach(
        (queue, count) -> {
          if (count < 1) {
            throw new IllegalArgumentException(
                "slots of %s are %d, must be at least 1".formatted(queue, count));
          }
        });
    if (workflowCache < 0) {
      throw new IllegalArgumentException(
          "workflowCache is " + workflowCache + ", must be at least 0");
    }
    if (grace.isNegative() || grace.isZero()) {
      throw new IllegalArgumentException("grace is " + grace + ", must be above 0");
    }
  }

  int slots(Queue queue) {
    return slots.getOrDefault(queue, queue.slots());
  }

  public WorkerSettings serving(Set<Queue> others) {
    return new WorkerSettings(others, slots, workflowCache, inProcessServer, grace);
  }

  public WorkerSettings withSlots(Queue queue, int count) {
    var others = new EnumMap<Queue, Integer>(Queue.class);
    others.putAll(slots);
    others.put(queue, count);
    return new WorkerSettings(queues, others, workflowCache, inProcessServer, grace);
  }

  public WorkerSettings withWorkflowCache(int size) {
    return new WorkerSettings(queues, slots, size, inProcessServer, grace);
  }

  public WorkerSettings onInProcessServer(boolean inProcess) {
    return new WorkerSettings(queues, slots, workflowCache, inProcess, grace);
  }

  public WorkerSettings withGrace(Duration longest) {
    return new WorkerSettings(queues, slots, workflowCache, inProcessServer, longest);
  }
}
