package io.gridwright.proxmox.error;

import io.gridwright.proxmox.value.Upid;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * All that is known about a call that did not succeed.
 *
 * @param call method and path, without parameters: they may hold secrets
 * @param status of HTTP; empty where no answer came
 * @param reason the reason phrase, the only text of a 401, 595 or 596 (PVE-D11)
 * @param message the body's message or plain text (PVE-D13, D14); the reason where there is none
 * @param errors by parameter, of a 400
 * @param upid of the task that failed, or that the call would have started
 */
public record Failure(
    String call,
    OptionalInt status,
    String reason,
    String message,
    Map<String, String> errors,
    Optional<Upid> upid) {
  public Failure {
    errors = Map.copyOf(errors);
  }

  /** A failure without an answer. */
  public static Failure withoutAnswer(String call, String message) {
    return new Failure(call, OptionalInt.empty(), "", message, Map.of(), Optional.empty());
  }

  /** A failure of a task that a call had started. */
  public static Failure ofTask(Upid upid, String message) {
    return new Failure(
        "task " + upid.type() + " " + upid.id(),
        OptionalInt.empty(),
        "",
        message,
        Map.of(),
        Optional.of(upid));
  }

  /** Every text there is, in one line for the eye and for classification. */
  public String text() {
    String details =
        errors.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(error -> error.getKey() + ": " + error.getValue().strip())
            .collect(Collectors.joining("; "));
    return details.isEmpty() ? message : message + " " + details;
  }

  String sentence() {
    StringBuilder sentence = new StringBuilder(call).append(" failed");
    status.ifPresent(code -> sentence.append(" with ").append(code));
    sentence.append(": ").append(text().isBlank() ? "no reason given" : text());
    upid.ifPresent(task -> sentence.append(" (").append(task).append(')'));
    return sentence.toString();
  }
}
