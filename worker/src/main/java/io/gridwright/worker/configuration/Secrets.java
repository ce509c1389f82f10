package io.gridwright.worker.configuration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Secrets come from files, never from the configuration itself. */
final class Secrets {
  static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("").strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(
          "the secret file " + file + " cannot be read; see that it exists and is ours",
          unreadable);
    }
  }

  private Secrets() {}
}
