package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An independent client, proxmoxer, walks the minimum conformance set of API.md 16 ({@code
 * src/test/python/conformance.py}). Runs where the system property {@code gridwright.python}, or
 * the variable {@code GRIDWRIGHT_PYTHON}, names a Python that has proxmoxer.
 */
class ConformanceTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SKIPPED =
      "proxmoxer is not run: -Dgridwright.python names no Python that has it";

  @TempDir static Path folder;
  private static List<String> outcomes = List.of();
  private static String complaints = "";

  private static Optional<String> python() {
    return Optional.ofNullable(
        System.getProperty("gridwright.python", System.getenv("GRIDWRIGHT_PYTHON")));
  }

  /** Each test by itself, so that reports show what was skipped. */
  @BeforeEach
  void skipWithoutPython() {
    assumeTrue(python().isPresent(), SKIPPED);
  }

  @BeforeAll
  static void run() throws Exception {
    if (python().isEmpty()) {
      return;
    }
    EmulatorConfiguration configuration =
        EmulatorConfiguration.in(folder.resolve("grid")).onPort(0).withNodes(6).withLatency(0);
    try (Emulator emulator = Emulator.start(configuration)) {
      Path environment = folder.resolve("environment.json");
      JSON.writeValue(environment.toFile(), environment(emulator));
      Process script =
          new ProcessBuilder(
                  python().get(),
                  "src/test/python/conformance.py",
                  environment.toString(),
                  answers().toString())
              .redirectOutput(folder.resolve("output").toFile())
              .redirectError(folder.resolve("complaints").toFile())
              .start();
      boolean over = script.waitFor(5, TimeUnit.MINUTES);
      script.destroyForcibly().waitFor();
      complaints = Files.readString(folder.resolve("complaints"));
      assertThat(over).as("the script ends; it said: %s", complaints).isTrue();
      outcomes = Files.readAllLines(folder.resolve("output"));
    }
  }

  private static Path answers() {
    return folder.resolve("answers.jsonl");
  }

  private static Map<String, Object> environment(Emulator emulator) {
    return Map.of(
        "nodes", emulator.nodeUrls().stream().map(URI::getPort).toList(),
        "ca", emulator.caFile().toString(),
        "token", PveClient.read(emulator.proxmoxTokenFile()),
        "root", PveClient.read(emulator.rootPasswordFile()),
        "door", emulator.controlDoor().toString(),
        "doorToken", PveClient.read(emulator.controlTokenFile()),
        "period", 0.025);
  }

  @ParameterizedTest(name = "({0}) {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | logs in by ticket and by token; without the CSRF token a bodyless 401
          2 | names an unknown parameter in errors
          3 | carries a clone to a guest whose agent refuses, then answers
          4 | gives one new id, asked for twice in parallel, to exactly one
          5 | answers 595 for a node that is off, serves the lists, forgets names after five minutes
          6 | recovers a machine of HA elsewhere after two minutes, another one not
          7 | reboots by two tasks
          8 | leaves the memory of a running machine pending
          9 | keeps the lock of a killed clone, which a token cannot skip
          """)
  void conforms(int point, String what) {
    assertThat(outcomes).as("%s: %s", what, complaints).contains("ok " + point);
  }

  /** Point 10. */
  @Test
  void everyAnswerIsOfTheFormThatTheSchemaSays() throws IOException {
    SchemaOfAnswers schema = SchemaOfAnswers.load();
    List<String> faults = new ArrayList<>();
    TreeSet<String> methods = new TreeSet<>();
    for (String line : Files.readAllLines(answers())) {
      JsonNode answer = JSON.readTree(line);
      String method =
          schema
              .methodOf(answer.get("method").asText(), answer.get("path").asText())
              .orElseThrow(() -> new AssertionError("the schema has no " + line));
      methods.add(method);
      schema.faults(method, answer.get("data")).forEach(fault -> faults.add(method + ": " + fault));
    }
    assertThat(faults).isEmpty();
    assertThat(methods).hasSizeGreaterThan(15);
  }
}
