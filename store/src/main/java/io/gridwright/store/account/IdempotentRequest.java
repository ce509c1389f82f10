package io.gridwright.store.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A POST that its sender may repeat (CONTRACT section 2).
 *
 * @param who id of the user; for a sign-up whatever stands for its sender
 * @param key the Idempotency-Key as sent
 * @param body what the request's body is recognised by; only its hash is kept
 */
public record IdempotentRequest(String who, String method, String path, String key, byte[] body) {

  public IdempotentRequest {
    body = body.clone();
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  String scopeHash() {
    return sha256(String.join("\n", who, method, path).getBytes(StandardCharsets.UTF_8));
  }

  String keyHash() {
    return sha256(key.getBytes(StandardCharsets.UTF_8));
  }

  String requestHash() {
    return sha256(body);
  }

  /** Says which request, never what it held. */
  @Override
  public String toString() {
    return "IdempotentRequest[" + method + " " + path + " by " + who + "]";
  }

  private static String sha256(byte[] of) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(of));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
