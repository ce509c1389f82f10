package io.gridwright.proxmox.connection;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.SSLContext;

/** Which server certificates are believed. */
public sealed interface Trust {

  /** The authorities of this Java runtime; the host name is checked. */
  record SystemAuthorities() implements Trust {}

  /**
   * The authorities in a PEM file, such as a cluster's {@code /etc/pve/pve-root-ca.pem}; the host
   * name is checked.
   */
  record Authorities(Path pem) implements Trust {}

  /**
   * Exactly these certificates, whoever signed them and whatever host they name; one per node.
   *
   * @param sha256 SHA-256 of each certificate, hexadecimal, with or without colons
   */
  record Fingerprints(Set<String> sha256) implements Trust {
    public Fingerprints {
      Set<String> plain = new TreeSet<>();
      sha256.forEach(text -> plain.add(normalised(text)));
      if (plain.isEmpty()) {
        throw new IllegalArgumentException("no fingerprint given: nothing could be trusted");
      }
      sha256 = Set.copyOf(plain);
    }

    private static String normalised(String text) {
      String plain = text.strip().replace(":", "").toLowerCase(Locale.ROOT);
      if (!plain.matches("[0-9a-f]{64}")) {
        throw new IllegalArgumentException(
            "'" + text + "' is not a SHA-256 fingerprint: expected 64 hexadecimal digits");
      }
      return plain;
    }
  }

  /**
   * For a connection beside the API that is to trust alike, as to a node's BMC. A client that
   * checks host names, as Java's own does, thereby checks them where it is said above.
   *
   * @throws IllegalArgumentException if the authorities cannot be read
   */
  default SSLContext context() {
    return TlsContext.of(this).context();
  }

  static Trust system() {
    return new SystemAuthorities();
  }

  static Trust authorities(Path pem) {
    return new Authorities(pem);
  }

  static Trust fingerprints(String... sha256) {
    return new Fingerprints(Set.of(sha256));
  }
}
