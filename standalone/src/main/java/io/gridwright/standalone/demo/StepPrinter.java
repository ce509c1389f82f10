package io.gridwright.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/** Prints each step of an operation once per state that it was seen in. */
final class StepPrinter {
  private final PrintStream out;
  private final Map<String, String> seen = new HashMap<>();

  StepPrinter(PrintStream out) {
    this.out = out;
  }

  void print(JsonNode operation) {
    for (var step : operation.path("steps")) {
      var name = step.path("name").asText();
      var about = step.path("component").asText("");
      var state = step.path("state").asText();
      if (!state.equals(seen.put(name + "/" + about + "/" + step.path("node").asText(""), state))) {
        out.printf(
            "    %-12s %-8s %s%s%n",
            name,
            "null".equals(about) ? "" : about,
            state.toLowerCase(java.util.Locale.ROOT),
            step.path("error").isTextual() ? ": " + step.path("error").asText() : "");
      }
    }
  }
}
