package io.gridwright.emulator.guest.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a guest, kept below a directory of the host. They survive power cycles and are what
 * a clone copies.
 */
public final class GuestDisk {
  private final Path root;

  public GuestDisk(Path directory) {
    this.root = directory.resolve("files");
  }

  /** Where the guest's absolute path lies on the host; never outside the disk. */
  public Path locate(String guestPath) {
    Path relative = Path.of("/").resolve(guestPath).normalize();
    return root.resolve(relative.toString().substring(1));
  }

  /** Whether the guest's path names a regular file. */
  public boolean holds(String guestPath) {
    return Files.isRegularFile(locate(guestPath));
  }

  /** Replaces the file as a whole, so that a reader never sees half of it. */
  public void write(String guestPath, byte[] content) {
    Path file = locate(guestPath);
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), ".", ".new");
      Files.write(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + guestPath + " to the guest's disk", e);
    }
  }

  /** The file's bytes, or empty if there is none. */
  public Optional<byte[]> read(String guestPath) {
    Path file = locate(guestPath);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + guestPath + " from the guest's disk", e);
    }
  }

  /** The file's text, empty if there is none. */
  public String text(String guestPath) {
    return read(guestPath).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
  }

  /** Takes a file away, if it is there. */
  public void delete(String guestPath) {
    try {
      Files.deleteIfExists(locate(guestPath));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + guestPath + " on the guest's disk", e);
    }
  }

  /** The names of the files in a directory; none where there is none. */
  public List<String> names(String guestDirectory) {
    Path directory = locate(guestDirectory);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + guestDirectory + " on the guest's disk", e);
    }
  }
}
