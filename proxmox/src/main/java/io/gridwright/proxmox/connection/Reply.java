package io.gridwright.proxmox.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.proxmox.error.Failure;
import io.gridwright.proxmox.value.Upid;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One answer of HTTP as it came: perhaps without a body, perhaps in plain text, perhaps cut off.
 */
record Reply(int status, String reason, byte[] body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_TEXT = 4096;

  boolean ok() {
    return status == 200;
  }

  /** The whole JSON document; empty where the body is not one (PVE-D13, D14). */
  Optional<JsonNode> document() {
    try {
      return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  Failure failure(Call call) {
    Fields fields = new Fields(document().orElse(null));
    String message =
        fields
            .nonBlank("message")
            .or(() -> plainText(fields))
            .map(String::strip)
            .orElse(reason.strip());
    return new Failure(
        call.toString(),
        OptionalInt.of(status),
        reason,
        message,
        errors(fields.child("errors")),
        Optional.<Upid>empty());
  }

  private Optional<String> plainText(Fields fields) {
    if (!fields.isAbsent() || body.length == 0) {
      return Optional.empty();
    }
    int length = Math.min(body.length, LONGEST_TEXT);
    String text = new String(body, 0, length, StandardCharsets.UTF_8).strip();
    // A broken JSON body tells less than the reason phrase, which repeats its first line.
    return text.isEmpty() || (text.startsWith("{") && !reason.isBlank())
        ? Optional.empty()
        : Optional.of(text);
  }

  private static Map<String, String> errors(Fields errors) {
    Map<String, String> texts = new HashMap<>();
    errors.texts().forEach((name, text) -> texts.put(name, text.strip()));
    return texts;
  }
}
