package io.gridwright.bench.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Judges an assignment by the file alone, without the reader and the model of the search. */
final class CloudVerifier {
  private static final String[][] FIELDS = {
    {"cpuPower", "requiredCpuPower"},
    {"memory", "requiredMemory"},
    {"networkBandwidth", "requiredNetworkBandwidth"}
  };

  private CloudVerifier() {}

  static Verdict verify(Path file, int[] computerOf) throws IOException {
    var root = new ObjectMapper().readTree(file.toFile());
    var computers = root.get("computerList");
    var processes = root.get("processList");
    var violations = new ArrayList<String>();
    if (computerOf.length != processes.size()) {
      return new Verdict(
          0, List.of("%d entries for %d processes".formatted(computerOf.length, processes.size())));
    }
    var guests = new HashMap<Integer, List<Integer>>();
    for (int p = 0; p < computerOf.length; p++) {
      if (computerOf[p] < 0 || computerOf[p] >= computers.size()) {
        violations.add("process %d is on %d, which is no computer".formatted(p, computerOf[p]));
      } else {
        guests.computeIfAbsent(computerOf[p], c -> new ArrayList<>()).add(p);
      }
    }
    long cost = 0;
    for (var entry : guests.entrySet()) {
      var computer = computers.get(entry.getKey());
      cost += computer.get("cost").longValue();
      for (var field : FIELDS) {
        long need =
            entry.getValue().stream()
                .mapToLong(p -> processes.get(p).get(field[1]).longValue())
                .sum();
        if (need > computer.get(field[0]).longValue()) {
          violations.add(
              "computer %d has %s of %s, its processes need %d"
                  .formatted(entry.getKey(), computer.get(field[0]), field[0], need));
        }
      }
    }
    return new Verdict(cost, violations);
  }
}
