package io.gridwright.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that this instance runs. Its id and start instant are noted in a file, so that an
 * instance that was killed leaves nothing behind that the next one could not end.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  /** How often one program may end by itself before it is left so. */
  private static final int RESTARTS = 20;

  private final String name;
  private final ProcessBuilder program;
  private final Path note;
  private final Path log;

  private Process process;
  private int restarts;
  private boolean closed;

  private ChildProcess(String name, ProcessBuilder program, Path note, Path log)
      throws IOException {
    this.name = name;
    this.program = program;
    this.note = note;
    this.log = log;
    this.process = spawn();
  }

  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, DataDirectory data) {
    var log = data.log(name);
    var program =
        new ProcessBuilder(outsideTheTerminal(command))
            .directory(data.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    program.environment().putAll(environment);
    try {
      return new ChildProcess(name, program, data.runs().resolve(name + ".pid"), log);
    } catch (IOException failed) {
      throw new StartUpException(
          name + " cannot be started: " + failed.getMessage() + "; its log is " + log, failed);
    }
  }

  private Process spawn() throws IOException {
    var spawned = program.start();
    Files.writeString(note, noteOf(spawned.toHandle()));
    return spawned;
  }

  /** From here on a program that ends by itself is started again; call it when it is ready. */
  public synchronized void supervise() {
    process.onExit().thenAccept(this::startAgain);
  }

  private synchronized void startAgain(Process ended) {
    if (closed) {
      return;
    }
    if (++restarts > RESTARTS) {
      System.err.printf(
          "%s ended with %d for the %dth time and is left so; see %s%n",
          name, ended.exitValue(), restarts, log);
      return;
    }
    System.err.printf("%s ended with %d and is started again%n", name, ended.exitValue());
    try {
      process = spawn();
      supervise();
    } catch (IOException failed) {
      System.err.printf("%s cannot be started again: %s%n", name, failed.getMessage());
    }
  }

  /** Ends what an instance that was killed left running on the same folder. */
  static void endLeftOvers(Path runs) {
    try (var notes = Files.list(runs)) {
      for (var note : notes.filter(n -> n.toString().endsWith(".pid")).toList()) {
        leftOver(Files.readString(note)).ifPresent(ChildProcess::end);
        Files.delete(note);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Refuses to go on waiting for a program that has ended. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new StartUpException(
          "%s ended with %d before it was ready; the reason is in %s"
              .formatted(name, process.exitValue(), log));
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    end(process.toHandle());
    try {
      Files.deleteIfExists(note);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * In a session of its own where the system can do so: Ctrl-C at the terminal would otherwise end
   * children first, under those who still use them.
   */
  private static List<String> outsideTheTerminal(List<String> command) {
    if (!Files.isExecutable(SETSID)) {
      return command;
    }
    var apart = new ArrayList<>(List.of(SETSID.toString()));
    apart.addAll(command);
    return apart;
  }

  private static void end(ProcessHandle handle) {
    handle.destroy();
    if (!exited(handle, GRACE)) {
      handle.destroyForcibly();
      exited(handle, GRACE);
    }
  }

  private static boolean exited(ProcessHandle handle, Duration patience) {
    try {
      handle.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException still) {
      return false;
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The process of a note, if it is still the same one and not a stranger with its number. */
  private static Optional<ProcessHandle> leftOver(String note) {
    var words = note.strip().split(" ", 2);
    return ProcessHandle.of(Long.parseLong(words[0])).filter(h -> noteOf(h).equals(note.strip()));
  }

  private static String noteOf(ProcessHandle handle) {
    return handle.pid() + " " + handle.info().startInstant().map(Object::toString).orElse("-");
  }
}
