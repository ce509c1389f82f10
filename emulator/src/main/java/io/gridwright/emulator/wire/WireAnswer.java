package io.gridwright.emulator.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An answer as it is to be sent.
 *
 * @param status HTTP status, the daemon's own 595 to 599 included
 * @param reason reason phrase; its first line is sent
 * @param contentType empty for none
 * @param body empty for a bodyless answer, which carries no Content-Length (PVE-D11)
 * @param fromDaemon whether pvedaemon answered: then two Connection headers are sent (PVE-D12)
 * @param cut cut the connection instead of answering
 */
public record WireAnswer(
    int status,
    String reason,
    Optional<String> contentType,
    Optional<byte[]> body,
    boolean fromDaemon,
    boolean cut) {

  /** A JSON answer. */
  public static WireAnswer json(int status, String reason, byte[] body, boolean fromDaemon) {
    return new WireAnswer(
        status,
        reason,
        Optional.of("application/json;charset=UTF-8"),
        Optional.of(body),
        fromDaemon,
        false);
  }

  /** An answer of which only status and reason phrase arrive (401, 595, 596). */
  public static WireAnswer bodyless(int status, String reason) {
    return new WireAnswer(status, reason, Optional.empty(), Optional.empty(), false, false);
  }

  /** A protocol error: the reason once more as plain text, without a content type (PVE-D13). */
  public static WireAnswer plain(int status, String reason) {
    return new WireAnswer(
        status,
        reason,
        Optional.empty(),
        Optional.of(reason.getBytes(StandardCharsets.UTF_8)),
        false,
        false);
  }

  /** No answer: the connection ends. */
  public static WireAnswer none() {
    return new WireAnswer(0, "", Optional.empty(), Optional.empty(), false, true);
  }
}
