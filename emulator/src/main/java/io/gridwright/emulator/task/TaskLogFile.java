package io.gridwright.emulator.task;

import io.gridwright.emulator.disk.StateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A task's log on disk. Its last line is the only record of how the task ended, as on a real node:
 * a log without a trailer reads {@code unexpected status}.
 */
final class TaskLogFile {
  private final Path file;

  TaskLogFile(StateFiles files, Upid upid) {
    this.file = files.path(directory(upid.node()) + "/" + upid);
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.createFile(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the task log " + file, e);
    }
  }

  static String directory(String node) {
    return "tasks/" + node;
  }

  void append(String line) {
    try {
      Files.writeString(file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the task log " + file, e);
    }
  }

  List<String> lines() {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the task log " + file, e);
    }
  }

  Instant lastWritten() {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the task log " + file, e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove the task log " + file, e);
    }
  }

  static String exitStatus(List<String> lines) {
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    return Optional.of(last)
        .filter(line -> line.startsWith("TASK "))
        .map(line -> line.substring(5))
        .map(end -> end.startsWith("ERROR: ") ? end.substring(7) : end)
        .orElse(Task.UNEXPECTED);
  }
}
