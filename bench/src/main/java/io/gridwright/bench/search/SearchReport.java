package io.gridwright.bench.search;

import io.gridwright.bench.output.JsonFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Costs, all counted by the verifier, beside hill climbing of the same run and a lower bound.
 *
 * @param climbed cost by hill climbing alone
 * @param bound that no assignment is below; 0 where none is known
 * @param seconds of the whole search
 */
record SearchReport(
    String name,
    String set,
    long initial,
    long climbed,
    double climbedSeconds,
    long found,
    long bound,
    double seconds) {

  void print(PrintStream out) {
    out.printf("%n%s: %s%n", name, set);
    out.printf("  %-16s %20s %10s %14s %12s%n", "", "cost", "seconds", "of the climb", "of bound");
    row(out, "initial", initial, "");
    row(out, "hill climbing", climbed, String.format(Locale.ROOT, "%.1f", climbedSeconds));
    row(out, "search", found, String.format(Locale.ROOT, "%.1f", seconds));
    row(out, "lower bound", bound, "");
    out.printf(Locale.ROOT, "  (search - bound) / initial = %.4f %%%n", 100 * gap());
  }

  private void row(PrintStream out, String what, long cost, String time) {
    out.printf(
        Locale.ROOT,
        "  %-16s %20d %10s %14s %12s%n",
        what,
        cost,
        time,
        ratio(cost, climbed),
        ratio(cost, bound));
  }

  private static String ratio(long cost, long of) {
    return of == 0 ? "-" : String.format(Locale.ROOT, "%.4f", (double) cost / of);
  }

  private double gap() {
    return initial == 0 ? 0 : (double) (found - bound) / initial;
  }

  /** Returns the file. */
  Path write(Path folder) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("set", set);
    values.put("initialCost", initial);
    values.put("hillClimbingCost", climbed);
    values.put("hillClimbingSeconds", climbedSeconds);
    values.put("cost", found);
    values.put("bound", bound);
    values.put("gapOfInitial", gap());
    values.put("seconds", seconds);
    return JsonFile.write(folder, name, values);
  }
}
