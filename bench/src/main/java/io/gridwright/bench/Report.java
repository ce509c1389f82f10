package io.gridwright.bench;

import io.gridwright.bench.output.JsonFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one bench measured: a table for people, JSON for programs. */
final class Report {
  private final String name;
  private final List<Measured> rows = new ArrayList<>();

  Report(String name) {
    this.name = name;
  }

  void add(Measured row) {
    rows.add(row);
  }

  void print(PrintStream out) {
    out.printf(Locale.ROOT, "%n%s%n", name);
    for (var row : rows) {
      out.printf(
          Locale.ROOT,
          "  %-44s %8.2f s   %-44s %8.2f s   ratio %.2f%n",
          row.what(),
          row.seconds(),
          row.baseline(),
          row.baselineSeconds(),
          row.ratio());
    }
  }

  /** Returns the file. */
  Path write(Path folder) throws IOException {
    var values =
        rows.stream()
            .map(
                row ->
                    Map.of(
                        "what", row.what(),
                        "seconds", row.seconds(),
                        "baseline", row.baseline(),
                        "baselineSeconds", row.baselineSeconds(),
                        "ratio", row.ratio()))
            .toList();
    return JsonFile.write(folder, name, values);
  }
}
