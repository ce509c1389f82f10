package io.gridwright.emulator.guest.violation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The list of broken rules, kept in a file so that a restart forgets none. The same breach by the
 * same machines is listed once for as long as it lasts.
 */
public final class Violations {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final InstantSource time;
  private final List<Violation> listed = new ArrayList<>();
  private final Set<String> lasting = new HashSet<>();

  public Violations(Path file, InstantSource time) {
    this.file = file;
    this.time = time;
    load();
  }

  /** Records a breach of a moment. */
  public synchronized void record(
      ViolationKind kind, String subject, List<Integer> machines, String text) {
    Violation violation = new Violation(kind, time.instant(), subject, machines, text);
    listed.add(violation);
    append(violation);
  }

  /**
   * Records breaches that last: those of this kind that were not there at the last call are listed,
   * those no longer there may be listed anew when they come back.
   */
  public synchronized void observe(ViolationKind kind, List<Breach> breaches) {
    Set<String> present = new HashSet<>();
    for (Breach breach : breaches) {
      String key = kind + " " + breach.subject() + " " + breach.machines();
      present.add(key);
      if (lasting.add(key)) {
        record(kind, breach.subject(), breach.machines(), breach.text());
      }
    }
    lasting.removeIf(key -> key.startsWith(kind + " ") && !present.contains(key));
  }

  /** A state that breaks a rule for as long as it lasts. */
  public record Breach(String subject, List<Integer> machines, String text) {
    public Breach {
      machines = machines.stream().sorted().toList();
    }
  }

  /** All of them, oldest first. */
  public synchronized List<Violation> list() {
    return List.copyOf(listed);
  }

  private void append(Violation violation) {
    ObjectNode line = JSON.createObjectNode();
    line.put("kind", violation.kind().name());
    line.put("at", violation.at().toString());
    line.put("subject", violation.subject());
    violation.machines().forEach(line.putArray("machines")::add);
    line.put("text", violation.text());
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the violation in " + file, e);
    }
  }

  private void load() {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      for (String text : Files.readAllLines(file)) {
        if (text.endsWith("}")) {
          listed.add(read(JSON.readTree(text)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the violations kept in " + file, e);
    }
  }

  private static Violation read(JsonNode line) {
    List<Integer> machines = new ArrayList<>();
    line.path("machines").forEach(vmid -> machines.add(vmid.asInt()));
    return new Violation(
        ViolationKind.valueOf(line.path("kind").asText()),
        Instant.parse(line.path("at").asText()),
        line.path("subject").asText(),
        machines,
        line.path("text").asText());
  }
}
