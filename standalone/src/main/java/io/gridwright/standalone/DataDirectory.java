package io.gridwright.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;

/**
 * The folder that outlives the process. One instance at a time holds its lock; what is secret is in
 * files of mode 0600.
 */
public final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Opens the folder, making it if needed.
   *
   * @param fresh whether to empty it first; installed tools are kept
   */
  public static DataDirectory open(Path root, boolean fresh) {
    try {
      if (fresh) {
        requireOurs(root);
      }
      Files.createDirectories(root);
      var real = root.toRealPath();
      var channel =
          FileChannel.open(
              real.resolve("lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
      var directory = new DataDirectory(real, channel, lockOf(channel, real));
      if (fresh) {
        ChildProcess.endLeftOvers(directory.runs());
        directory.empty();
      }
      return directory;
    } catch (IOException unusable) {
      throw new StartUpException(
          "The data folder " + root + " cannot be used: " + unusable.getMessage(), unusable);
    }
  }

  /** A folder below, made if needed. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public Path root() {
    return root;
  }

  /** Where process ids of children are noted. */
  public Path runs() {
    return folder("run");
  }

  public Path log(String name) {
    return folder("logs").resolve(name + ".log");
  }

  /** The secret of that name, made at first use: 32 random bytes as text. */
  public Path secret(String name) {
    var file = folder("secrets").resolve(name);
    if (!Files.exists(file)) {
      var random = new byte[32];
      new SecureRandom().nextBytes(random);
      writePrivate(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }
    return file;
  }

  /** Writes a file that only its owner can read. */
  public static void writePrivate(Path file, String content) {
    try {
      var temporary = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(temporary);
      Files.createFile(
          temporary,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(temporary, content);
      Files.move(
          temporary,
          file,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A folder that never was an instance's is not emptied, whatever was asked. */
  private static void requireOurs(Path root) throws IOException {
    if (!Files.isDirectory(root) || Files.exists(root.resolve("lock"))) {
      return;
    }
    try (var entries = Files.list(root)) {
      if (entries.anyMatch(entry -> !entry.getFileName().toString().equals("tools"))) {
        throw new StartUpException(
            root
                + " holds files that are not Gridwright's, so it is not emptied."
                + " Choose another folder with --data.");
      }
    }
  }

  private void empty() throws IOException {
    try (var entries = Files.list(root)) {
      for (var entry : entries.toList()) {
        var name = entry.getFileName().toString();
        if (!name.equals("lock") && !name.equals("tools")) {
          deleteTree(entry);
        }
      }
    }
  }

  private static void deleteTree(Path tree) throws IOException {
    try (var all = Files.walk(tree)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static FileLock lockOf(FileChannel channel, Path root) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      lock = null;
    }
    if (lock == null) {
      channel.close();
      throw new StartUpException(
          "Another instance uses " + root + ". Stop it, or choose another folder with --data.");
    }
    return lock;
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
