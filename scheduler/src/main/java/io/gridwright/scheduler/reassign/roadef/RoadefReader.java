package io.gridwright.scheduler.reassign.roadef;

import io.gridwright.scheduler.reassign.roadef.RoadefInstance.Balance;
import io.gridwright.scheduler.reassign.roadef.RoadefInstance.Machine;
import io.gridwright.scheduler.reassign.roadef.RoadefInstance.Process;
import io.gridwright.scheduler.reassign.roadef.RoadefInstance.Resource;
import io.gridwright.scheduler.reassign.roadef.RoadefInstance.Service;
import io.gridwright.scheduler.reassign.roadef.RoadefInstance.Weights;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the challenge's files. Whatever is not of the format is told with its line, the number's
 * position and what was expected there.
 */
public final class RoadefReader {
  static final int MOST_RESOURCES = 1_000;
  static final int MOST_MACHINES = 5_000;
  static final int MOST_PROCESSES = 50_000;
  private static final long MOST = 999_999_999_999_999_999L;

  private final Numbers numbers;

  private RoadefReader(Numbers numbers) {
    this.numbers = numbers;
  }

  /**
   * @param file how messages call it
   */
  public static RoadefInstance model(String file, Reader reader) throws IOException {
    return new RoadefReader(new Numbers(file, reader)).model(file);
  }

  /** Returns a machine for each process. */
  public static int[] assignment(String file, Reader reader, RoadefInstance instance)
      throws IOException {
    var numbers = new Numbers(file, reader);
    int[] machines = new int[instance.processes().size()];
    for (int p = 0; p < machines.length; p++) {
      machines[p] = numbers.nextInt("machine of process " + p, 0, instance.machines().size() - 1);
    }
    numbers.end("the last of %d processes".formatted(machines.length));
    return machines;
  }

  private RoadefInstance model(String file) throws IOException {
    var resources = resources();
    var machines = machines(resources.size());
    var services = services();
    var processes = processes(resources.size(), services.size());
    var balances = balances(resources.size());
    var weights =
        new Weights(
            amount("weight of process moves"),
            amount("weight of service moves"),
            amount("weight of machine moves"));
    numbers.end("the three weights of moves");
    var instance = new RoadefInstance(resources, machines, services, processes, balances, weights);
    if (LargestCost.of(instance) >= Long.MAX_VALUE / 4) {
      throw new RoadefFormatException(
          file + ": costs could exceed 64 bits; scale weights or quantities down");
    }
    return instance;
  }

  private List<Resource> resources() throws IOException {
    int count = numbers.nextInt("number of resources", 1, MOST_RESOURCES);
    var resources = new ArrayList<Resource>(count);
    for (int r = 0; r < count; r++) {
      boolean lasting = numbers.nextInt("resource %d, transient".formatted(r), 0, 1) == 1;
      resources.add(new Resource(lasting, amount("resource %d, weight".formatted(r))));
    }
    return resources;
  }

  private List<Machine> machines(int resources) throws IOException {
    int count = numbers.nextInt("number of machines", 1, MOST_MACHINES);
    var machines = new ArrayList<Machine>(count);
    for (int m = 0; m < count; m++) {
      String of = "machine " + m;
      machines.add(
          new Machine(
              numbers.nextInt(of + ", neighbourhood", 0, MOST_MACHINES),
              numbers.nextInt(of + ", location", 0, MOST_MACHINES),
              amounts(of + ", capacity", resources),
              amounts(of + ", safety capacity", resources),
              moveCosts(of + ", cost of moving to a machine", count)));
    }
    return machines;
  }

  private int[] moveCosts(String what, int machines) throws IOException {
    int[] costs = new int[machines];
    for (int m = 0; m < machines; m++) {
      costs[m] = numbers.nextInt(what, 0, Integer.MAX_VALUE);
    }
    return costs;
  }

  private List<Service> services() throws IOException {
    int count = numbers.nextInt("number of services", 1, MOST_PROCESSES);
    var services = new ArrayList<Service>(count);
    for (int s = 0; s < count; s++) {
      String of = "service " + s;
      int spread = numbers.nextInt(of + ", spread", 0, MOST_MACHINES);
      int[] needed = new int[numbers.nextInt(of + ", number of dependencies", 0, count)];
      for (int d = 0; d < needed.length; d++) {
        needed[d] = numbers.nextInt(of + ", dependency", 0, count - 1);
      }
      services.add(new Service(spread, needed));
    }
    return services;
  }

  private List<Process> processes(int resources, int services) throws IOException {
    int count = numbers.nextInt("number of processes", 1, MOST_PROCESSES);
    var processes = new ArrayList<Process>(count);
    for (int p = 0; p < count; p++) {
      String of = "process " + p;
      processes.add(
          new Process(
              numbers.nextInt(of + ", service", 0, services - 1),
              amounts(of + ", requirement", resources),
              amount(of + ", move cost")));
    }
    return processes;
  }

  private List<Balance> balances(int resources) throws IOException {
    int count = numbers.nextInt("number of balance costs", 0, MOST_RESOURCES * MOST_RESOURCES);
    var balances = new ArrayList<Balance>(count);
    for (int b = 0; b < count; b++) {
      String of = "balance cost " + b;
      balances.add(
          new Balance(
              numbers.nextInt(of + ", resource 1", 0, resources - 1),
              numbers.nextInt(of + ", resource 2", 0, resources - 1),
              amount(of + ", target"),
              amount(of + ", weight")));
    }
    return balances;
  }

  private long[] amounts(String what, int count) throws IOException {
    long[] amounts = new long[count];
    for (int i = 0; i < count; i++) {
      amounts[i] = amount(what);
    }
    return amounts;
  }

  private long amount(String what) throws IOException {
    return numbers.next(what, 0, MOST);
  }
}
