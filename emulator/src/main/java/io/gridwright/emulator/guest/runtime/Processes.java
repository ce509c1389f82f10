package io.gridwright.emulator.guest.runtime;

import io.gridwright.emulator.guest.AgentAnswer;
import io.gridwright.emulator.guest.program.Program.Result;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs that the agent has started and whose end nobody has asked for yet. */
final class Processes {
  private static final Logger LOG = LoggerFactory.getLogger(Processes.class);
  private static final int FIRST_PID = 1000;
  private static final int CRASHED = 134;

  private final Executor work;
  private final AtomicInteger pids = new AtomicInteger(FIRST_PID);
  private final Map<Integer, CompletableFuture<Result>> started = new ConcurrentHashMap<>();

  Processes(Executor work) {
    this.work = work;
  }

  AgentAnswer start(Supplier<Result> program) {
    int pid = pids.incrementAndGet();
    started.put(pid, CompletableFuture.supplyAsync(() -> guarded(program), work));
    return new AgentAnswer.Started(pid);
  }

  /** The status of a program; its end is told once (PVE-D30). */
  AgentAnswer status(int pid) {
    CompletableFuture<Result> program = started.get(pid);
    if (program == null) {
      return new AgentAnswer.Refused("PID ld does not exist");
    }
    if (!program.isDone() || !started.remove(pid, program)) {
      return new AgentAnswer.Running();
    }
    Result result = program.join();
    return new AgentAnswer.Exited(result.exitCode(), result.output(), result.errors());
  }

  /** The edge of a program: what it throws is its crash, told as a process's end is. */
  private static Result guarded(Supplier<Result> program) {
    try {
      return program.get();
    } catch (RuntimeException e) {
      LOG.warn("a guest's program crashed", e);
      return Result.fails(CRASHED, String.valueOf(e.getMessage()));
    }
  }
}
