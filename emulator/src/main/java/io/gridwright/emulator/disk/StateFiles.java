package io.gridwright.emulator.disk;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The emulator's files below one directory. A write replaces a file by a rename, so that a process
 * killed at any instant leaves the old text or the new one.
 */
public final class StateFiles {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final Path root;

  public StateFiles(Path root) {
    this.root = root.toAbsolutePath().normalize();
    try {
      Files.createDirectories(this.root);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the state directory " + this.root, e);
    }
  }

  /** A path below the root. */
  public Path path(String relative) {
    return root.resolve(relative);
  }

  /** Replaces a file's text. */
  public void write(String relative, String text) {
    write(path(relative), text.getBytes(StandardCharsets.UTF_8), false);
  }

  /** Replaces a file that only its owner may read. */
  public void writeSecret(String relative, String text) {
    write(path(relative), text.getBytes(StandardCharsets.UTF_8), true);
  }

  /** Replaces a file by the JSON of a value. */
  public void writeJson(String relative, Object value) {
    try {
      write(path(relative), JSON.writeValueAsBytes(value), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path(relative), e);
    }
  }

  private static void write(Path file, byte[] content, boolean secret) {
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".new-", ".tmp");
      if (!secret) {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
      }
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /** A file's text, empty when there is no such file. */
  public Optional<String> read(String relative) {
    try {
      return Optional.of(Files.readString(path(relative)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path(relative), e);
    }
  }

  /** A file's JSON as a value, empty when there is no such file. */
  public <T> Optional<T> readJson(String relative, Class<T> type) {
    return read(relative)
        .map(
            text -> {
              try {
                return JSON.readValue(text, type);
              } catch (IOException e) {
                throw new UncheckedIOException("cannot understand " + path(relative), e);
              }
            });
  }

  /** The names of the plain files in a directory, sorted; none when it does not exist. */
  public List<String> list(String relative) {
    Path directory = path(relative);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(Files::isRegularFile)
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith(".new-"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  /** Removes a file or a whole directory; nothing happens when it is not there. */
  public void delete(String relative) {
    Path target = path(relative);
    if (!Files.exists(target)) {
      return;
    }
    try {
      Files.walkFileTree(target, new Remover());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + target, e);
    }
  }

  /** Copies a directory to another place, replacing what is there; an absent source leaves none. */
  public void copyTree(String from, String to) {
    delete(to);
    Path source = path(from);
    if (!Files.isDirectory(source)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(source)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        Path target = path(to).resolve(source.relativize(entry).toString());
        if (Files.isDirectory(entry)) {
          Files.createDirectories(target);
        } else {
          copyIfStillThere(entry, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy " + source + " to " + path(to), e);
    }
  }

  /**
   * A running guest replaces its files while they are copied; a disk image taken live misses them
   * too.
   */
  private static void copyIfStillThere(Path from, Path to) throws IOException {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      Files.deleteIfExists(to);
    }
  }

  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
