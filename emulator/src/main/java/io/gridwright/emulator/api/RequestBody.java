package io.gridwright.emulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.emulator.wire.WireAnswer;
import io.gridwright.emulator.wire.WireRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the parameters of query and body: form or JSON, arrays by repeating a key. */
final class RequestBody {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestBody() {}

  /** A body that is answered with a plain text (PVE-D13, PVE-D14). */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient WireAnswer answer;

    UnreadableException(WireAnswer answer) {
      super(answer.reason());
      this.answer = answer;
    }

    WireAnswer answer() {
      return answer;
    }
  }

  static Map<String, String> parameters(WireRequest request) {
    Map<String, String> all = new LinkedHashMap<>(body(request));
    all.putAll(form(request.query())); // the query beats the body
    all.remove("_dc");
    return all;
  }

  private static Map<String, String> body(WireRequest request) {
    if (request.body().length == 0) {
      return Map.of();
    }
    String type = request.header("content-type").orElse("application/x-www-form-urlencoded");
    String text = new String(request.body(), StandardCharsets.UTF_8);
    return switch (type.split(";")[0].strip().toLowerCase(Locale.ROOT)) {
      case "application/x-www-form-urlencoded" -> form(text);
      case "application/json" -> json(text);
      default ->
          throw new UnreadableException(
              WireAnswer.plain(506, "upload 'Content-Type '" + type + "' not implemented"));
    };
  }

  private static Map<String, String> form(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : text.split("[&;]")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        String value = parts.length > 1 ? decode(parts[1]) : "";
        values.merge(decode(parts[0]), value, (a, b) -> a + Call.SEPARATOR + b);
      }
    }
    return values;
  }

  /** Percent-decoding that leaves what is no encoding as it is. */
  static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static Map<String, String> json(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UnreadableException(
          WireAnswer.plain(
              500,
              "malformed JSON string, neither tag, array, object, number, string or atom, at"
                  + " character offset 0 (before \""
                  + text.lines().findFirst().orElse("")
                  + "\")"));
    }
    if (!root.isObject()) {
      throw new UnreadableException(WireAnswer.plain(500, "Not a HASH reference"));
    }
    Map<String, String> values = new LinkedHashMap<>();
    root.properties().forEach(f -> values.put(f.getKey(), value(f.getKey(), f.getValue())));
    return values;
  }

  private static String value(String name, JsonNode node) {
    if (node.isNull()) {
      throw ApiException.failed("unable to parse value of '" + name + "' - got undefined value");
    }
    if (node.isBoolean()) {
      return node.booleanValue() ? "1" : "0";
    }
    if (!node.isArray()) {
      return node.asText();
    }
    List<String> elements = new ArrayList<>();
    node.forEach(element -> elements.add(element.asText()));
    return String.join(Call.SEPARATOR, elements);
  }
}
