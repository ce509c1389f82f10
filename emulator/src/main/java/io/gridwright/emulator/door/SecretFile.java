package io.gridwright.emulator.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** A generated secret in a file that only its owner may read; the same one after a restart. */
final class SecretFile {
  private static final int BYTES = 32;

  private final Path path;
  private final byte[] secret;

  private SecretFile(Path path, byte[] secret) {
    this.path = path;
    this.secret = secret;
  }

  /** Reads the secret, or makes one. */
  static SecretFile at(Path path) {
    try {
      if (!Files.isRegularFile(path)) {
        generate(path);
      }
      String text = Files.readString(path).strip();
      return new SecretFile(path, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or make the secret in " + path, e);
    }
  }

  Path path() {
    return path;
  }

  /** Compares in constant time. */
  boolean is(String candidate) {
    return MessageDigest.isEqual(secret, candidate.getBytes(StandardCharsets.UTF_8));
  }

  /** The secret itself. */
  String text() {
    return new String(secret, StandardCharsets.UTF_8);
  }

  private static void generate(Path path) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    write(path, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** Writes, in one step, a file that only its owner may read. */
  static void write(Path path, String text) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(fresh, text);
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
