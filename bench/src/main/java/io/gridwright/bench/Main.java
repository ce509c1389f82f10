package io.gridwright.bench;

import io.gridwright.bench.scheduler.SchedulerBench;
import io.gridwright.bench.search.CloudBalancing;
import io.gridwright.bench.search.MachineReassignment;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./gridwright bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures a running instance; each value stands beside a baseline of its own run.",
    subcommands = {SchedulerBench.class, CloudBalancing.class, MachineReassignment.class},
    footer = {"", "Names: start, orders. Without one: both. JSON goes to target/bench/NAME.json."})
public final class Main implements Callable<Integer> {
  private enum Name {
    start,
    orders
  }

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "what to measure")
  private List<Name> names = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "times each; the median counts (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--jar", hidden = true, required = true)
  private Path jar;

  @Option(names = "--output", hidden = true, defaultValue = "target/bench")
  private Path output;

  @Override
  public Integer call() throws Exception {
    if (rounds < 1) {
      System.err.println("--rounds must be 1 or more");
      return CommandLine.ExitCode.USAGE;
    }
    var data = output.resolve("data");
    for (var name : names.isEmpty() ? List.of(Name.values()) : names) {
      var report =
          switch (name) {
            case start -> new StartBench(jar, data, rounds).run();
            case orders -> orders(data);
          };
      report.print(System.out);
      System.out.println("  " + report.write(output));
    }
    return CommandLine.ExitCode.OK;
  }

  private Report orders(Path data) throws Exception {
    try (var up = Launched.up(jar, data, "--fresh")) {
      return new OrderBench(up, rounds).run();
    }
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
