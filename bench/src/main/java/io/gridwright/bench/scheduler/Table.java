package io.gridwright.bench.scheduler;

import io.gridwright.bench.output.JsonFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rows of named values: columns for people, JSON for programs. */
final class Table {
  private final String title;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  Table(String title) {
    this.title = title;
  }

  /**
   * @param values name, value, name, value and so on
   */
  void row(Object... values) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      row.put((String) values[i], values[i + 1]);
    }
    rows.add(row);
  }

  void print(PrintStream out) {
    out.printf(Locale.ROOT, "%n%s%n", title);
    if (rows.isEmpty()) {
      return;
    }
    List<String> columns = List.copyOf(rows.get(0).keySet());
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns);
    rows.forEach(row -> cells.add(row.values().stream().map(Table::text).toList()));
    int[] widths = new int[columns.size()];
    for (List<String> line : cells) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], line.get(c).length());
      }
    }
    for (List<String> line : cells) {
      StringBuilder text = new StringBuilder(" ");
      for (int c = 0; c < widths.length; c++) {
        String format = c == 0 ? " %-" + widths[c] + "s" : "  %" + widths[c] + "s";
        text.append(format.formatted(line.get(c)));
      }
      out.println(text);
    }
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      return number >= 100
          ? "%.0f".formatted(number)
          : number >= 10 ? "%.1f".formatted(number) : "%.3f".formatted(number);
    }
    return String.valueOf(value);
  }

  /** All tables of a bench in one file; returns it. */
  static Path write(Path folder, String name, List<Table> tables) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    tables.forEach(table -> all.put(table.title, table.rows));
    return JsonFile.write(folder, name, all);
  }
}
