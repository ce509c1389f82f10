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
  private static final Duration GRACE = Duration.ofSeconds(8);
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final String name;
  private final Process process;
  private final Path note;
  private final Path log;

  private ChildProcess(String name, Process process, Path note, Path log) {
    this.name = name;
    this.process = process;
    this.note = note;
    this.log = log;
  }

  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, DataDirectory data) {
    var note = data.runs().resolve(name + ".pid");
    var log = data.log(name);
    var builder =
        new ProcessBuilder(outsideTheTerminal(command))
            .directory(data.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      Files.writeString(note, noteOf(process.toHandle()));
      return new ChildProcess(name, process, note, log);
    } catch (IOException failed) {
      throw new StartUpException(
          name + " cannot be started: " + failed.getMessage() + "; its log is " + log, failed);
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

  public boolean alive() {
    return process.isAlive();
  }

  /** Completes when the process has ended. */
  java.util.concurrent.CompletableFuture<Process> onExit() {
    return process.onExit();
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
  public void close() {
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
