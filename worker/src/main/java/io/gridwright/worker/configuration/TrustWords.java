package io.gridwright.worker.configuration;

import io.gridwright.engine.process.FaultyConfiguration;
import io.gridwright.engine.process.SecretFile;
import io.gridwright.proxmox.connection.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whom to believe, as sections say it: fingerprints, else an authority, else the system's own. */
final class TrustWords {

  /**
   * Reads the keys {@code fingerprints} and {@code authority} of a section.
   *
   * @throws IllegalArgumentException if a fingerprint is none
   */
  static Trust read(String section, List<String> fingerprints, String authority) {
    var pinned = new TreeSet<>(fingerprints.stream().flatMap(TrustWords::words).toList());
    if (!pinned.isEmpty()) {
      return new Trust.Fingerprints(pinned);
    }
    return SecretFile.optional(authority)
        .map(file -> readable(section, file))
        .map(Trust::authorities)
        .orElseGet(Trust::system);
  }

  private static Path readable(String section, Path authority) {
    if (!Files.isReadable(authority)) {
      throw new FaultyConfiguration(
          "%s.authority names %s, which cannot be read; give a file of certificates in PEM, as the cluster's pve-root-ca.pem"
              .formatted(section, authority));
    }
    return authority;
  }

  /** The words of a list that is separated by commas. */
  static Stream<String> words(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).filter(word -> !word.isEmpty());
  }

  private TrustWords() {}
}
