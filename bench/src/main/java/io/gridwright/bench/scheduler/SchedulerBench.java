package io.gridwright.bench.scheduler;

import io.gridwright.bench.output.JsonFile;
import io.gridwright.bench.scheduler.Workload.Hardware;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.placement.PlacementPolicy;
import io.gridwright.domain.placement.PlacementPolicy.Mode;
import io.gridwright.scheduler.Scheduler;
import io.gridwright.scheduler.placement.GridState;
import io.gridwright.scheduler.placement.Share;
import io.gridwright.scheduler.reassign.SearchBudget;
import io.gridwright.scheduler.rebalance.Evacuation;
import io.gridwright.scheduler.rebalance.Rebalancer;
import io.gridwright.scheduler.rebalance.Resident;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./gridwright bench scheduler}. */
@Command(
    name = "scheduler",
    mixinStandardHelpOptions = true,
    description = {
      "Places streams of orders on synthetic grids by Gridwright's scheduler and, in the same run,",
      "by simpler rules: latency and proof by size and load, acceptance until full and with",
      "departures, several planners at one ledger. JSON goes to target/bench/scheduler.json."
    })
public final class SchedulerBench implements Callable<Integer> {
  private static final PlacementPolicy SPREAD = PlacementPolicy.PUBLISHED;
  private static final PlacementPolicy PACK = SPREAD.with(Mode.PACK);

  /** What is measured. */
  private enum Part {
    latency,
    objective,
    full,
    departures,
    planners,
    evacuation,
    rebalance
  }

  @Parameters(
      paramLabel = "PART",
      arity = "0..*",
      description = "${COMPLETION-CANDIDATES} (default: all)")
  private List<Part> parts = List.of();

  @Option(
      names = "--nodes",
      split = ",",
      paramLabel = "N",
      defaultValue = "50,1000,10000,100000",
      description = "sizes of grids for latencies (default: ${DEFAULT-VALUE})")
  private List<Integer> sizes;

  @Option(
      names = "--loads",
      split = ",",
      paramLabel = "PERCENT",
      defaultValue = "30,60,85,95",
      description = "how full they are, in per cent of RAM (default: ${DEFAULT-VALUE})")
  private List<Integer> loads;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "1000",
      description = "orders per size and load (default: ${DEFAULT-VALUE})")
  private int orders;

  @Option(
      names = "--planner-seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "how long eight planners compete; 0: not at all (default: ${DEFAULT-VALUE})")
  private int plannerSeconds;

  @Spec private CommandSpec spec;

  private final List<Table> tables = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (orders < 1
        || plannerSeconds < 0
        || sizes.stream().anyMatch(n -> n < 4)
        || loads.stream().anyMatch(load -> load < 0 || load > 97)) {
      System.err.println(
          "--orders must be 1 or more, --planner-seconds 0 or more, --nodes 4 or more, --loads 0 to"
              + " 97");
      return CommandLine.ExitCode.USAGE;
    }
    Scheduler.warmUp();
    warm();
    for (Part part : parts.isEmpty() ? List.of(Part.values()) : parts) {
      switch (part) {
        case latency -> latencies();
        case objective -> sameGridObjective();
        case full -> untilFull();
        case departures -> withDepartures();
        case planners -> planners();
        case evacuation -> evacuation();
        case rebalance -> rebalance();
      }
    }
    System.out.println("  " + Table.write(JsonFile.folder(spec), "scheduler", tables));
    return CommandLine.ExitCode.OK;
  }

  private static void warm() {
    GridState grid = Workload.grid(500);
    new Workload(99).fill(grid, 0.6);
    new Stream(grid, ours(), new Scheduler(SPREAD))
        .run(new Stream.Plan(3000, Optional.of(100.0), 98));
  }

  private static Strategy ours() {
    return new Solver("gridwright", new Scheduler(SPREAD), Share.WHOLE);
  }

  private void done(Table table) {
    table.print(System.out);
    tables.add(table);
  }

  private static void progress(String what) {
    System.err.printf(Locale.ROOT, "%s%n", what);
  }

  private void latencies() {
    Table table = new Table("Latency and proof: orders of 3 to 12 servers, warm; milliseconds");
    for (int nodes : sizes) {
      for (int load : loads) {
        progress("latency: %d nodes at %d %%".formatted(nodes, load));
        GridState grid = Workload.grid(nodes);
        new Workload(7L * nodes + load).fill(grid, load / 100.0);
        Stream stream =
            new Stream(grid, ours(), new Scheduler(SPREAD))
                .run(new Stream.Plan(orders, Optional.of(20.0), 5));
        table.row(
            "nodes", nodes,
            "load %", load,
            "median", stream.millis(0.5),
            "p99", stream.millis(0.99),
            "slowest", stream.slowest(),
            "accepted", stream.accepted(),
            "refused", stream.refused(),
            "proved", stream.provedShare());
      }
    }
    done(table);
  }

  private void sameGridObjective() {
    Table table =
        new Table("Objective at 1,000 nodes, 60 % full, each rule on a stream of its own");
    double baseline = 0;
    List<Strategy> strategies = new ArrayList<>(OneByOne.all());
    strategies.add(new Greedy(new Scheduler(SPREAD)));
    strategies.add(ours());
    List<Stream> streams = new ArrayList<>();
    for (Strategy strategy : strategies) {
      progress("objective: " + strategy.name());
      GridState grid = Workload.grid(1000);
      new Workload(3).fill(grid, 0.6);
      Stream stream =
          new Stream(grid, strategy, new Scheduler(SPREAD))
              .run(new Stream.Plan(Math.min(orders, 1000), Optional.of(200.0), 4));
      streams.add(stream);
      baseline = strategy.name().startsWith("kubernetes") ? stream.objective() : baseline;
    }
    for (Stream stream : streams) {
      table.row(
          "rule", stream.name(),
          "objective", stream.objective(),
          "of kubernetes-like", stream.objective() / baseline,
          "co-located", stream.coLocations(),
          "licences", stream.licences(),
          "mix", stream.mix(),
          "median ms", stream.millis(0.5),
          "p99 ms", stream.millis(0.99));
    }
    done(table);
  }

  private void untilFull() {
    for (Hardware hardware : Hardware.values()) {
      acceptance(
          "Until full: 200 nodes, " + named(hardware) + ", no departures",
          hardware,
          new Stream.Plan(1200, Optional.empty(), 11));
    }
  }

  private void withDepartures() {
    for (Hardware hardware : Hardware.values()) {
      acceptance(
          "With departures: 200 nodes, " + named(hardware) + ", more offered than fits",
          hardware,
          new Stream.Plan(6000, Optional.of(900.0), 12));
    }
  }

  private static String named(Hardware hardware) {
    return switch (hardware) {
      case ALIKE -> "RAM alone binds";
      case DIFFERING -> "RAM or vCPUs bind by class of node";
    };
  }

  private void acceptance(String title, Hardware hardware, Stream.Plan plan) {
    Table table = new Table(title);
    List<Strategy> strategies = new ArrayList<>(OneByOne.all());
    strategies.add(new Greedy(new Scheduler(SPREAD)));
    strategies.add(new Solver("gridwright, spread", new Scheduler(SPREAD), Share.WHOLE));
    strategies.add(new Solver("gridwright, pack", new Scheduler(PACK), Share.WHOLE));
    List<Stream> streams = new ArrayList<>();
    double bestFit = 1;
    for (Strategy strategy : strategies) {
      progress(title + ": " + strategy.name());
      Stream stream =
          new Stream(Workload.grid(200, hardware), strategy, new Scheduler(SPREAD)).run(plan);
      streams.add(stream);
      bestFit = strategy.name().equals("best-fit") ? stream.accepted() : bestFit;
    }
    for (Stream stream : streams) {
      table.row(
          "rule", stream.name(),
          "accepted", stream.accepted(),
          "of best-fit", stream.accepted() / bestFit,
          "RAM at 1st refusal", stream.ramAtFirstRefusal(),
          "RAM at end", stream.ramShare(),
          "unevenness", stream.unevenness(),
          "co-located", stream.coLocations(),
          "licences", stream.licences(),
          "mix", stream.mix(),
          "p99 ms", stream.millis(0.99));
    }
    done(table);
  }

  private void planners() throws InterruptedException {
    Table table = new Table("Eight planners at one ledger of 1,000 nodes");
    progress("planners: %d s".formatted(plannerSeconds));
    GridState ledger = Workload.grid(1000);
    new Workload(21).fill(ledger, 0.6);
    Crowd crowd = new Crowd(ledger, 8, 0.7);
    crowd.run(Duration.ofSeconds(plannerSeconds));
    table.row(
        "seconds", plannerSeconds,
        "committed", crowd.committed(),
        "replanned", crowd.replannedShare(),
        "refused", crowd.givenUp(),
        "nodes oversubscribed", crowd.oversubscribed());
    done(table);
  }

  private void evacuation() {
    Table table = new Table("Evacuation: 15 of 300 nodes leave at once");
    progress("evacuation");
    GridState grid = Workload.grid(300);
    new Workload(31).fill(grid, 0.5);
    new Stream(grid, ours(), new Scheduler(SPREAD)).run(new Stream.Plan(300, Optional.empty(), 32));
    List<Resident> leaving = new ArrayList<>();
    for (int n = 0; n < 15; n++) {
      NodeName node = grid.name(n * 20);
      grid.present(n * 20).forEach(machine -> leaving.add(new Resident(machine, node)));
    }
    long begun = System.nanoTime();
    Evacuation.Plan plan = new Evacuation(new Scheduler(SPREAD)).plan(grid, leaving);
    table.row(
        "machines", leaving.size(),
        "placed", plan.steps().size(),
        "left", plan.left().size(),
        "seconds", (System.nanoTime() - begun) / 1e9);
    done(table);
  }

  private void rebalance() throws InterruptedException {
    Table table = new Table("Rebalance: 300 nodes that first-fit filled; cost of the load");
    progress("rebalance");
    GridState grid = Workload.grid(300);
    new Stream(grid, OneByOne.all().get(0), new Scheduler(SPREAD))
        .run(new Stream.Plan(450, Optional.empty(), 41));
    List<Resident> all = new ArrayList<>();
    for (int n = 0; n < grid.size(); n++) {
      NodeName node = grid.name(n);
      grid.present(n).forEach(machine -> all.add(new Resident(machine, node)));
    }
    long begun = System.nanoTime();
    Rebalancer rebalancer = new Rebalancer(SPREAD);
    Rebalancer.Plan plan = rebalancer.plan(grid, all, all.size(), SearchBudget.ofSeconds(25, 2, 1));
    double seconds = (System.nanoTime() - begun) / 1e9;
    double bound = rebalancer.bound(grid, all, 5000);
    table.row(
        "movable", all.size(),
        "before", plan.before(),
        "hill climbing", plan.shifted(),
        "with swaps", plan.climbed(),
        "rebalanced", plan.after(),
        "of hill climbing", (double) plan.after() / plan.shifted(),
        "of it with swaps", (double) plan.after() / plan.climbed(),
        "of the lower bound", plan.after() / bound,
        "moves", plan.steps().size(),
        "seconds", seconds);
    done(table);
  }
}
