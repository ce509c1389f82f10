package io.gridwright.store.account;

import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.store.Sha256;
import java.nio.charset.StandardCharsets;

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

  /**
   * What the engine itself asks for in a work on the grid: a repeat must not ask for another one.
   *
   * @param step what makes it another one of the same work
   */
  public static IdempotentRequest ofWork(String verb, GridWorkId work, String step) {
    return new IdempotentRequest("engine", verb, "grid-work/" + work.value(), step, new byte[0]);
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  String scopeHash() {
    return Sha256.hex(String.join("\n", who, method, path).getBytes(StandardCharsets.UTF_8));
  }

  String keyHash() {
    return Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
  }

  String requestHash() {
    return Sha256.hex(body);
  }

  /** Says which request, never what it held. */
  @Override
  public String toString() {
    return "IdempotentRequest[" + method + " " + path + " by " + who + "]";
  }
}
