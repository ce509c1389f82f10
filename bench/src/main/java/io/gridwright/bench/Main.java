package io.gridwright.bench;

import io.gridwright.bench.scheduler.SchedulerBench;
import io.gridwright.bench.search.CloudBalancing;
import io.gridwright.bench.search.MachineReassignment;
import java.io.IOException;
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
    footer = {
      "",
      "Names: start, orders, swap. Without one: all. JSON goes to target/bench/NAME.json."
    })
public final class Main implements Callable<Integer> {
  private enum Name {
    start,
    orders,
    swap,
    recovery
  }

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "what to measure")
  private List<Name> names = List.of();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "times each; the median counts (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "100000",
      description = "of swap: at least so many requests (default: ${DEFAULT-VALUE})")
  private int requests;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "of swap: requests a second (default: ${DEFAULT-VALUE})")
  private int perSecond;

  @Option(
      names = "--losses",
      paramLabel = "N",
      defaultValue = "20",
      description = "of recovery: nodes that lose their power (default: ${DEFAULT-VALUE})")
  private int losses;

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
      var sound =
          switch (name) {
            case start -> told(new StartBench(jar, data, rounds).run());
            case orders -> told(orders(data));
            case swap -> swap(data);
            case recovery -> recovery(data);
          };
      if (!sound) {
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private boolean told(Report report) throws IOException {
    report.print(System.out);
    System.out.println("  " + report.write(output));
    return true;
  }

  private boolean swap(Path data) throws Exception {
    try (var up = Launched.up(jar, data, "--fresh")) {
      return new SwapBench(up, requests, perSecond).run(System.out, output);
    }
  }

  private boolean recovery(Path data) throws Exception {
    try (var up = Launched.up(jar, data, "--fresh", "--nodes", "6")) {
      return new RecoveryBench(up, losses).run(System.out, output);
    }
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
