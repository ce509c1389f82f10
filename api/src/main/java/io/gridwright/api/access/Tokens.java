package io.gridwright.api.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes session tokens of 256 bits. A repeated log-on (same Idempotency-Key and body) must get the
 * same token though only its hash is kept: such a token is derived, under a key that this process
 * draws at start and never writes down, from what makes the request the same.
 */
public final class Tokens {
  private static final int BYTES = 32;

  private final SecureRandom random;
  private final SecretKeySpec key;

  public Tokens(SecureRandom random) {
    this.random = random;
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    this.key = new SecretKeySpec(secret, "HmacSHA256");
  }

  /** A new random token. */
  public String fresh() {
    byte[] token = new byte[BYTES];
    random.nextBytes(token);
    return encoded(token);
  }

  /** The token of that request: the same for as long as this process lives. */
  public String derived(String request) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return encoded(mac.doFinal(request.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  private static String encoded(byte[] token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }
}
