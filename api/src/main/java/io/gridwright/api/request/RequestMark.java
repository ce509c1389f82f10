package io.gridwright.api.request;

import io.gridwright.store.account.IdempotentRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** One word for a repeatable request: the same for its repeats, another for every other request. */
public final class RequestMark {
  private RequestMark() {}

  /** SHA-256 over who, method, path, key and body, in hexadecimal. */
  public static String of(IdempotentRequest request) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : List.of(request.who(), request.method(), request.path(), request.key())) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(request.body()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
