package io.gridwright.worker;

import io.gridwright.scheduler.Scheduler;
import io.gridwright.workflows.registration.WorkflowRegistration;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Running workers, one for each queue that the process serves. */
public final class Workers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final Duration AFTER_INTERRUPTION = Duration.ofSeconds(2);

  /** Each workflow that waits holds a thread, and one more for each step that runs beside. */
  private static final int THREADS_PER_WORKFLOW = 6;

  private static final int LEAST_THREADS = 600;

  private final WorkerFactory factory;
  private final WorkerSettings settings;

  private Workers(WorkerFactory factory, WorkerSettings settings) {
    this.factory = factory;
    this.settings = settings;
  }

  /** Starts polling; Temporal must answer. */
  public static Workers start(WorkflowClient client, WorkerSettings settings, Crew crew) {
    if (settings.queues().stream().anyMatch(Queue::solves)) {
      Scheduler.warmUp(); // half a second that no order should wait for
    }
    var factory = WorkerFactory.newInstance(client, options(settings, crew));
    settings.queues().forEach(queue -> hire(factory, settings, crew, queue));
    try {
      factory.start();
    } catch (RuntimeException away) {
      factory.shutdownNow(); // its threads, or each attempt would leave some
      throw away;
    }
    LOG.info("Serving {}", settings.queues().stream().sorted().toList());
    return new Workers(factory, settings);
  }

  private static void hire(WorkerFactory factory, WorkerSettings settings, Crew crew, Queue queue) {
    var worker = factory.newWorker(queue.taskQueue(), options(settings, queue));
    if (queue == Queue.WORKFLOWS) {
      WorkflowRegistration.register(worker);
    }
    worker.registerActivitiesImplementations(crew.of(queue).toArray());
  }

  private static WorkerFactoryOptions options(WorkerSettings settings, Crew crew) {
    return WorkerFactoryOptions.newBuilder()
        .setWorkflowCacheSize(settings.workflowCache())
        .setMaxWorkflowThreadCount(
            Math.max(LEAST_THREADS, settings.workflowCache() * THREADS_PER_WORKFLOW))
        .setWorkerInterceptors(crew.interceptors().toArray(WorkerInterceptor[]::new))
        .build();
  }

  private static WorkerOptions options(WorkerSettings settings, Queue queue) {
    var builder = WorkerOptions.newBuilder();
    if (queue == Queue.WORKFLOWS) {
      builder.setMaxConcurrentWorkflowTaskExecutionSize(settings.slots(queue));
    } else {
      builder.setMaxConcurrentActivityExecutionSize(settings.slots(queue));
    }
    // The SDK takes a cache of size 0 for one of its default size.
    if (settings.inProcessServer() || settings.workflowCache() == 0) {
      builder.setStickyQueueScheduleToStartTimeout(Duration.ZERO);
    }
    return builder.build();
  }

  /** Whether it was started and not stopped. */
  public boolean working() {
    return factory.isStarted() && !factory.isShutdown();
  }

  /**
   * Takes no new tasks and lets running ones end for the grace period; then interrupts them. What
   * is left undone another worker does again.
   */
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(settings.grace().toMillis(), TimeUnit.MILLISECONDS);
    if (!factory.isTerminated()) {
      LOG.info(
          "Interrupting what still runs after {}; it is done again elsewhere", settings.grace());
      stopNow();
    }
  }

  /** Interrupts everything at once, as a crash would. */
  public void stopNow() {
    factory.shutdownNow();
    factory.awaitTermination(AFTER_INTERRUPTION.toMillis(), TimeUnit.MILLISECONDS);
  }
}
