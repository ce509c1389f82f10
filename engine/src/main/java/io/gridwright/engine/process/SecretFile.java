package io.gridwright.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Secrets come from files, never from a configuration or the environment itself. */
public final class SecretFile {

  /** The secret: the first line of the file. */
  public static String read(Path file) {
    var secret = firstLine(file);
    if (secret.isEmpty()) {
      throw new FaultyConfiguration(
          "the secret file " + file + " is empty; its first line must be the secret");
    }
    return secret;
  }

  /** A file that may be left out; an environment variable that is not set leaves an empty text. */
  public static Optional<Path> optional(String file) {
    return Optional.ofNullable(file).map(String::strip).filter(f -> !f.isEmpty()).map(Path::of);
  }

  private static String firstLine(Path file) {
    try {
      return Files.readString(file).lines().findFirst().orElse("").strip();
    } catch (IOException unreadable) {
      throw new FaultyConfiguration(
          "the secret file %s cannot be read; see that it exists and that user %s may read it"
              .formatted(file, System.getProperty("user.name")),
          unreadable);
    }
  }

  private SecretFile() {}
}
