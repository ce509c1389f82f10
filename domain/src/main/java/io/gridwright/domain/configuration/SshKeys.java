package io.gridwright.domain.configuration;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Public keys in OpenSSH's one-line form. A key that sshd would skip silently leaves its owner
 * outside, so the blob is taken apart as RFC 4253 section 6.6, RFC 5656 and RFC 8709 describe it.
 */
final class SshKeys {
  /** Number of fields after the type in the blob of each type that today's sshd accepts. */
  private static final Map<String, Integer> FIELDS =
      Map.of(
          "ssh-ed25519", 1,
          "ssh-rsa", 2,
          "ecdsa-sha2-nistp256", 2,
          "ecdsa-sha2-nistp384", 2,
          "ecdsa-sha2-nistp521", 2,
          "sk-ssh-ed25519@openssh.com", 2,
          "sk-ecdsa-sha2-nistp256@openssh.com", 3);

  private SshKeys() {}

  static void require(String key, FieldReport report) {
    fault(key).ifPresent(why -> report.fault(why + "; paste the one line of the file id_….pub"));
  }

  private static Optional<String> fault(String key) {
    if (key.length() > 8192) {
      return Optional.of("the key is longer than 8192 characters");
    }
    if (key.chars().anyMatch(Character::isISOControl)) {
      return Optional.of("the key has line breaks or control characters");
    }
    if (key.contains("PRIVATE KEY")) {
      return Optional.of("this is a private key, which nobody else must have; replace it");
    }
    String[] parts = key.strip().split(" +", 3);
    Integer fields = FIELDS.get(parts[0]);
    if (fields == null || parts.length < 2) {
      return Optional.of("this is no SSH public key of a known type, such as ssh-ed25519");
    }
    return matches(parts[0], fields, parts[1])
        ? Optional.empty()
        : Optional.of("the key's base64 part is damaged or cut off");
  }

  private static boolean matches(String type, int fields, String base64) {
    byte[] blob;
    try {
      blob = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException damaged) {
      return false;
    }
    ByteBuffer rest = ByteBuffer.wrap(blob);
    Optional<byte[]> named = field(rest);
    if (named.isEmpty() || !new String(named.get(), StandardCharsets.US_ASCII).equals(type)) {
      return false;
    }
    int longest = 0;
    for (int i = 0; i < fields; i++) {
      Optional<byte[]> part = field(rest);
      if (part.isEmpty()) {
        return false;
      }
      longest = Math.max(longest, part.get().length);
    }
    return !rest.hasRemaining() && longest >= 32;
  }

  private static Optional<byte[]> field(ByteBuffer rest) {
    if (rest.remaining() < 4) {
      return Optional.empty();
    }
    int length = rest.getInt();
    if (length < 0 || length > rest.remaining()) {
      return Optional.empty();
    }
    byte[] content = new byte[length];
    rest.get(content);
    return Optional.of(content);
  }
}
