package io.gridwright.emulator.task;

import io.gridwright.emulator.disk.StateFiles;
import io.gridwright.emulator.pace.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All tasks of all nodes, finished ones until they are rotated away. */
public final class TaskBook {
  private static final Logger LOG = LoggerFactory.getLogger(TaskBook.class);
  private static final int KEPT_PER_NODE = 2000;
  private static final Duration PATIENCE_OF_STOP = Duration.ofSeconds(5);

  private final StateFiles files;
  private final Pace pace;
  private final Executor processes;
  private final Object monitor;
  private final Map<String, Task> tasks = new ConcurrentHashMap<>();
  private final AtomicLong pids;

  /**
   * @param processes runs each worker on a thread of its own
   * @param monitor guards the cluster's state
   */
  public TaskBook(StateFiles files, Pace pace, Executor processes, Object monitor) {
    this.files = files;
    this.pace = pace;
    this.processes = processes;
    this.monitor = monitor;
    this.pids = new AtomicLong(1000 + pace.now().toEpochMilli() % 3_000_000);
  }

  /** Reads what an earlier life left; tasks that ran then read {@code unexpected status} now. */
  public void load(String node) {
    for (String name : files.list(TaskLogFile.directory(node))) {
      Upid.parse(name)
          .ifPresent(
              upid -> {
                TaskLogFile log = new TaskLogFile(files, upid);
                tasks.put(name, new Task(upid, log, log.lines(), log.lastWritten()));
              });
    }
  }

  /** The next process id; machines' processes are numbered from it too. */
  public long nextPid() {
    return pids.incrementAndGet();
  }

  /** Forks a worker; its code runs until it returns or throws. */
  public Upid fork(
      String node,
      String type,
      String id,
      String user,
      long uptimeTicks,
      Optional<Sabotage> sabotage,
      Consumer<Worker> code) {
    Upid upid = new Upid(node, nextPid(), uptimeTicks, pace.epoch(), type, id, user);
    Task task = new Task(upid, new TaskLogFile(files, upid));
    tasks.put(upid.toString(), task);
    processes.execute(() -> run(task, new Worker(task, pace, monitor, sabotage), code));
    return upid;
  }

  private void run(Task task, Worker worker, Consumer<Worker> code) {
    try {
      code.accept(worker);
      task.finish(Optional.empty(), pace.now());
    } catch (WorkerKilledException e) {
      task.kill(pace.now());
    } catch (TaskFailedException e) {
      task.finish(Optional.of(oneLine(e)), pace.now());
    } catch (RuntimeException e) {
      // The edge of a worker: an unforeseen failure must end the task, and be seen.
      LOG.error("worker {} failed", task.upid(), e);
      task.finish(Optional.of("internal error: " + e), pace.now());
    }
    rotate(task.upid().node());
  }

  private static String oneLine(TaskFailedException failure) {
    return failure.getMessage().lines().findFirst().orElse("unknown error");
  }

  public Optional<Task> find(String upid) {
    return Optional.ofNullable(tasks.get(upid));
  }

  /** The tasks of a node, newest first. */
  public List<Task> of(String node) {
    return all().stream().filter(task -> task.upid().node().equals(node)).toList();
  }

  /** The tasks of all nodes, newest first. */
  public List<Task> all() {
    List<Task> sorted = new ArrayList<>(tasks.values());
    sorted.sort(
        Comparator.comparingLong((Task task) -> task.upid().startTime())
            .thenComparingLong(task -> task.upid().pid())
            .reversed());
    return sorted;
  }

  /** SIGTERM, and SIGKILL to what is still there five seconds later (PVE-D8). */
  public void stop(Task task) {
    if (task.running()) {
      task.interrupt();
      if (!task.awaitEnd(pace.wait(PATIENCE_OF_STOP))) {
        task.kill(pace.now());
      }
    }
  }

  /** The node lost power: every process on it is gone. */
  public void killAll(String node) {
    tasks.values().stream()
        .filter(task -> task.upid().node().equals(node) && task.running())
        .forEach(task -> task.kill(pace.now()));
  }

  private void rotate(String node) {
    List<Task> finished = of(node).stream().filter(task -> !task.running()).toList();
    finished.stream()
        .skip(KEPT_PER_NODE)
        .forEach(
            task -> {
              tasks.remove(task.upid().toString());
              new TaskLogFile(files, task.upid()).delete();
            });
  }
}
