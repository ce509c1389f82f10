package io.gridwright.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the methods of Proxmox VE return, by its own schema, and whether an answer is of that form.
 *
 * <p>As lenient as the real server needs it: Perl may send a number as text where the schema says
 * integer, number or boolean, 0 and 1 are its booleans, and keys that the schema doesn't name are
 * fine unless it forbids them. What the real server answers against its own schema stands in {@link
 * #OBSERVED}.
 */
final class SchemaOfAnswers {
  /**
   * Methods that API.md 10.10 names and of which the excerpt of the schema has no record; all
   * answer null.
   */
  static final Set<String> NOT_RECORDED =
      Set.of("POST /cluster/ha/rules", "DELETE /cluster/ha/rules/{rule}");

  /**
   * Where the real server answers against its own schema. A configuration's integers are numbers
   * wherever they are shown.
   */
  private static final List<String> OBSERVED =
      List.of(
          "GET .*/(pending|cloudinit): data\\[\\d+]\\.(value|pending) should be string, is \\d+");

  private final Map<String, Method> methods = new LinkedHashMap<>();

  private record Method(String name, String verb, Pattern path, JsonNode returns) {
    boolean is(String otherVerb, String otherPath) {
      return verb.equals(otherVerb) && path.matcher(otherPath).matches();
    }
  }

  private SchemaOfAnswers() {}

  static SchemaOfAnswers load() {
    SchemaOfAnswers schema = new SchemaOfAnswers();
    try (InputStream file = SchemaOfAnswers.class.getResourceAsStream("/proxmox-returns.json")) {
      for (JsonNode record :
          new ObjectMapper().readTree(Objects.requireNonNull(file)).get("methods")) {
        schema.add(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return schema;
  }

  private void add(JsonNode record) {
    String path = record.get("path").asText();
    String regex =
        path.replaceAll("\\{volume}$", "\0").replaceAll("\\{[^}]*}", "[^/]+").replace("\0", ".+");
    String verb = record.get("method").asText();
    String name = verb + " " + path;
    methods.put(name, new Method(name, verb, Pattern.compile(regex), record.get("returns")));
  }

  /** The methods of the schema, as {@code GET /nodes/{node}/status}. */
  Set<String> methods() {
    return methods.keySet();
  }

  /** The method that a call is of: exact segments win over variables. */
  Optional<String> methodOf(String verb, String path) {
    return methods.values().stream()
        .filter(method -> method.is(verb, path))
        .map(Method::name)
        .max((one, other) -> Integer.compare(fixed(one), fixed(other)));
  }

  private static int fixed(String name) {
    return name.replaceAll("\\{[^}]*}", "").length();
  }

  /** Everything that is wrong with the {@code data} of a successful answer; empty if nothing is. */
  List<String> faults(String method, JsonNode data) {
    List<String> faults = new ArrayList<>();
    check(methods.get(method).returns(), data, "data", faults);
    faults.removeIf(fault -> OBSERVED.stream().anyMatch((method + ": " + fault)::matches));
    return faults;
  }

  private static void check(JsonNode schema, JsonNode value, String at, List<String> faults) {
    String type = schema.path("type").asText("any");
    if (!typeHolds(type, schema, value)) {
      faults.add(at + " should be " + type + ", is " + shortened(value));
      return;
    }
    if (value.isObject()) {
      checkObject(schema, value, at, faults);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.get(i), at + "[" + i + "]", faults);
      }
    } else {
      checkScalar(schema, value, at, faults);
    }
  }

  private static boolean typeHolds(String type, JsonNode schema, JsonNode value) {
    boolean optional = schema.path("optional").asInt() == 1;
    return switch (type) {
      case "null" -> value.isNull();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual() || optional && value.isNull();
      case "integer" ->
          value.isIntegralNumber() || value.isTextual() && value.asText().matches("-?\\d+");
      case "number" ->
          value.isNumber() || value.isTextual() && value.asText().matches("-?\\d+(\\.\\d+)?");
      case "boolean" -> value.isBoolean() || value.asText().matches("[01]");
      default -> true;
    };
  }

  private static void checkObject(JsonNode schema, JsonNode value, String at, List<String> faults) {
    JsonNode known = schema.path("properties");
    known
        .properties()
        .forEach(
            property -> {
              boolean needed = property.getValue().path("optional").asInt() == 0;
              if (needed && !value.has(property.getKey())) {
                faults.add(at + " lacks " + property.getKey());
              }
            });
    value
        .properties()
        .forEach(
            field -> {
              String key = field.getKey();
              JsonNode own = known.has(key) ? known.get(key) : known.path(numbered(key));
              JsonNode rest = schema.path("additionalProperties");
              if (own.isMissingNode()
                  && !known.isMissingNode()
                  && rest.isInt()
                  && rest.asInt() == 0) {
                faults.add(at + " has " + key + ", which the schema forbids");
              }
              check(
                  own.isMissingNode() && rest.isObject() ? rest : own,
                  field.getValue(),
                  at + "." + key,
                  faults);
            });
  }

  /** The schema writes {@code net[n]} for net0 and its like. */
  private static String numbered(String key) {
    return key.replaceFirst("\\d+$", "[n]");
  }

  private static void checkScalar(JsonNode schema, JsonNode value, String at, List<String> faults) {
    String text = value.asText();
    if (schema.has("enum")) {
      boolean found = false;
      for (JsonNode choice : schema.get("enum")) {
        found |= choice.asText().equals(text);
      }
      if (!found) {
        faults.add(at + " should be one of " + schema.get("enum") + ", is " + shortened(value));
      }
    }
    if (schema.has("pattern") && !text.matches(javaPattern(schema))) {
      faults.add(
          at + " should match " + schema.get("pattern").asText() + ", is " + shortened(value));
    }
    if (schema.has("minimum") && Double.parseDouble(text) < schema.get("minimum").asDouble()
        || schema.has("maximum") && Double.parseDouble(text) > schema.get("maximum").asDouble()
        || schema.has("minLength") && text.length() < schema.get("minLength").asInt()
        || schema.has("maxLength") && text.length() > schema.get("maxLength").asInt()) {
      faults.add(at + " is out of its bounds: " + shortened(value));
    }
  }

  /** Perl writes {@code (?^:…)} for a compiled pattern within a pattern. */
  private static String javaPattern(JsonNode schema) {
    return schema.get("pattern").asText().replace("(?^:", "(?:");
  }

  private static String shortened(JsonNode value) {
    String text = value.toString();
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }
}
