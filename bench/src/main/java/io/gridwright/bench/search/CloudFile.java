package io.gridwright.bench.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.scheduler.reassign.cloud.CloudInstance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads OptaPlanner's JSON of cloud balancing; computers and processes count in its order. */
final class CloudFile {
  private static final long MOST = 1_000_000_000_000L;

  private final Path file;

  private CloudFile(Path file) {
    this.file = file;
  }

  static CloudInstance read(Path file) throws IOException {
    return new CloudFile(file).read();
  }

  private CloudInstance read() throws IOException {
    JsonNode root = tree();
    return new CloudInstance(
        list(
            root,
            "computerList",
            node ->
                new CloudInstance.Computer(
                    amounts(node, "cpuPower", "memory", "networkBandwidth"), amount(node, "cost"))),
        list(
            root,
            "processList",
            node ->
                new CloudInstance.Process(
                    amounts(
                        node, "requiredCpuPower", "requiredMemory", "requiredNetworkBandwidth"))));
  }

  private JsonNode tree() throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      return new ObjectMapper().readTree(reader);
    } catch (JsonProcessingException bad) {
      var at = bad.getLocation();
      String why =
          bad instanceof JsonEOFException ? "the file ends too early" : bad.getOriginalMessage();
      throw new BadFileException(
          "%s, line %d, column %d: %s".formatted(file, at.getLineNr(), at.getColumnNr(), why));
    }
  }

  private <T> List<T> list(JsonNode root, String name, Function<JsonNode, T> read) {
    JsonNode list = root.path(name);
    if (!list.isArray() || list.isEmpty()) {
      throw new BadFileException("%s: %s must be a list with entries".formatted(file, name));
    }
    var entries = new ArrayList<T>(list.size());
    for (JsonNode entry : list) {
      try {
        entries.add(read.apply(entry));
      } catch (IllegalArgumentException bad) {
        throw new BadFileException(
            "%s: %s[%d].%s".formatted(file, name, entries.size(), bad.getMessage()));
      }
    }
    return entries;
  }

  private static long[] amounts(JsonNode node, String... names) {
    long[] amounts = new long[names.length];
    for (int i = 0; i < names.length; i++) {
      amounts[i] = amount(node, names[i]);
    }
    return amounts;
  }

  private static long amount(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("%s is %s, not an integer".formatted(name, value));
    }
    if (value.longValue() < 0 || value.longValue() > MOST) {
      throw new IllegalArgumentException(
          "%s is %s, not between 0 and %d".formatted(name, value, MOST));
    }
    return value.longValue();
  }
}
