package io.gridwright.domain.configuration;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.gridwright.domain.account.Ceiling;
import io.gridwright.domain.grid.ImageId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drafts read from JSON, as the API reads them: unknown fields refused. */
final class Drafts {
  static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  static final ImageCatalogue CATALOGUE =
      new ImageCatalogue(
          List.of(
              image("haproxy", 4, ComponentKind.LOAD_BALANCER),
              image("debian-12-nginx", 8, ComponentKind.WEB, ComponentKind.APP),
              image("debian-12-mysql", 10, ComponentKind.DATABASE)),
          List.of(new Engine("mysql", "8.4")));

  /** memory-900: 40 GiB, 32 vCPUs, 1000 GiB, 20 addresses. */
  static final Ceiling CEILING = new Ceiling(40_960, 32, 1000, 20);

  private static final String SAMPLE =
      """
      { "name": "shop",
        "risk": { "spam": "LOW", "hacking": "MEDIUM", "fraud": "LOW" },
        "components": [
          { "name": "lb", "kind": "LOAD_BALANCER", "image": "haproxy",
            "memoryMiB": 512, "vcpus": 1, "diskGiB": 8,
            "loadBalancer": { "method": "ROUND_ROBIN", "persistence": "COOKIE",
              "virtualIps": [ { "address": "auto", "port": 80,
                "pool": [ { "component": "web-1", "port": 80 },
                          { "component": "web-2", "port": 80 } ] } ] } },
          { "name": "web-1", "kind": "WEB", "image": "debian-12-nginx",
            "memoryMiB": 1024, "vcpus": 1, "diskGiB": 20,
            "bandwidthMbps": 100, "expected": { "traffic": "HEAVY" } },
          { "name": "web-2", "kind": "WEB", "image": "debian-12-nginx",
            "memoryMiB": 1024, "vcpus": 1, "diskGiB": 20 },
          { "name": "db", "kind": "DATABASE", "image": "debian-12-mysql",
            "memoryMiB": 2048, "vcpus": 2, "diskGiB": 40 } ],
        "links": [ { "from": "web-1", "to": "db", "port": 3306 },
                   { "from": "web-2", "to": "db", "port": 3306 } ],
        "automation": { "replaceOnFailure": true } }
      """;

  private Drafts() {}

  static JsonNode sample() {
    return tree(SAMPLE);
  }

  /** The sample with one field set, added, or, where {@code value} is empty, removed. */
  static JsonNode sampleWith(String pointer, String value) {
    JsonNode sample = sample();
    set(sample, pointer, value);
    return sample;
  }

  /** Sets a field of an object, or an element of a list ({@code -} appends); empty removes. */
  static void set(JsonNode document, String pointer, String value) {
    JsonPointer at = JsonPointer.compile(pointer);
    JsonNode parent = document.at(at.head());
    String field = at.last().getMatchingProperty();
    if (parent instanceof ArrayNode list) {
      if (field.equals("-")) {
        list.add(tree(value));
      } else {
        list.set(Integer.parseInt(field), tree(value));
      }
    } else if (value.isEmpty()) {
      ((ObjectNode) parent).remove(field);
    } else {
      ((ObjectNode) parent).set(field, tree(value));
    }
  }

  static DraftConfiguration draft(JsonNode document) {
    return JSON.convertValue(document, DraftConfiguration.class);
  }

  static ValidationResult validated(JsonNode document) {
    return new ConfigurationValidation(ValidationContext.ofNew(CATALOGUE, CEILING))
        .validate(draft(document));
  }

  /** The document of a sound draft. */
  static ConfigurationDocument document(JsonNode document) {
    ValidationResult result = validated(document);
    if (result instanceof ValidationResult.Valid valid) {
      return valid.document();
    }
    throw new AssertionError(result.toString());
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException(json, broken);
    }
  }

  private static Image image(String name, long minimumDiskGib, ComponentKind... kinds) {
    return new Image(
        new ImageId(name),
        "Debian 12",
        name,
        Set.of(kinds),
        Optional.empty(),
        !name.contains("mysql"),
        "1",
        minimumDiskGib);
  }
}
