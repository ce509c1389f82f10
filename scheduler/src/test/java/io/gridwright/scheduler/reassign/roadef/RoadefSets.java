package io.gridwright.scheduler.reassign.roadef;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Generated sets whose initial assignment keeps all rules. */
final class RoadefSets {
  record Generated(RoadefInstance instance, int[] initial) {}

  private RoadefSets() {}

  static Generated generate(long seed, int machines, int processes) {
    var random = new Random(seed);
    int services = Math.max(1, processes * 2 / 3);
    int[] place = new int[machines];
    for (int m = 0; m < machines; m++) {
      place[m] = random.nextInt(3);
    }
    int[] service = new int[processes];
    int[] initial = new int[processes];
    boolean[][] on = new boolean[services][machines];
    for (int p = 0; p < processes; p++) {
      do {
        service[p] = random.nextInt(services);
        initial[p] = random.nextInt(machines);
      } while (on[service[p]][initial[p]]);
      on[service[p]][initial[p]] = true;
    }
    long[][] used = new long[machines][3];
    List<RoadefInstance.Process> list = new ArrayList<>();
    for (int p = 0; p < processes; p++) {
      long[] need = {random.nextInt(20), random.nextInt(20), random.nextInt(20)};
      list.add(new RoadefInstance.Process(service[p], need, random.nextInt(5)));
      for (int r = 0; r < 3; r++) {
        used[initial[p]][r] += need[r];
      }
    }
    return new Generated(
        new RoadefInstance(
            List.of(
                new RoadefInstance.Resource(false, 10),
                new RoadefInstance.Resource(true, 7),
                new RoadefInstance.Resource(false, 3)),
            machines(random, place, used),
            services(random, on, place),
            list,
            List.of(new RoadefInstance.Balance(0, 1, 2, 5), new RoadefInstance.Balance(2, 0, 1, 3)),
            new RoadefInstance.Weights(2, 10, 3)),
        initial);
  }

  private static List<RoadefInstance.Machine> machines(Random random, int[] place, long[][] used) {
    List<RoadefInstance.Machine> machines = new ArrayList<>();
    for (int m = 0; m < place.length; m++) {
      int[] moveCost = new int[place.length];
      for (int i = 0; i < moveCost.length; i++) {
        moveCost[i] = i == m ? 0 : random.nextInt(4);
      }
      long[] capacity = Arrays.stream(used[m]).map(u -> u + random.nextInt(40)).toArray();
      long[] safety = Arrays.stream(capacity).map(c -> c * 7 / 10).toArray();
      machines.add(new RoadefInstance.Machine(place[m] / 2, place[m], capacity, safety, moveCost));
    }
    return machines;
  }

  private static List<RoadefInstance.Service> services(Random random, boolean[][] on, int[] place) {
    List<RoadefInstance.Service> services = new ArrayList<>();
    for (int s = 0; s < on.length; s++) {
      int other = random.nextInt(on.length);
      boolean holds =
          random.nextInt(3) == 0
              && neighbourhoods(on[other], place).containsAll(neighbourhoods(on[s], place));
      int[] needs = holds ? new int[] {other} : new int[0];
      services.add(new RoadefInstance.Service(random.nextInt(locations(on[s], place) + 1), needs));
    }
    return services;
  }

  private static List<Integer> neighbourhoods(boolean[] on, int[] place) {
    List<Integer> found = new ArrayList<>();
    for (int m = 0; m < on.length; m++) {
      if (on[m]) {
        found.add(place[m] / 2);
      }
    }
    return found;
  }

  private static int locations(boolean[] on, int[] place) {
    return (int)
        java.util.stream.IntStream.range(0, on.length)
            .filter(m -> on[m])
            .map(m -> place[m])
            .distinct()
            .count();
  }

  /** In the challenge's format. */
  static String model(RoadefInstance instance) {
    var text = new StringBuilder();
    text.append(instance.resources().size());
    instance
        .resources()
        .forEach(r -> text.append("\n%d %d".formatted(r.lasting() ? 1 : 0, r.loadWeight())));
    text.append("\n%d".formatted(instance.machines().size()));
    for (var m : instance.machines()) {
      text.append("\n%d %d".formatted(m.neighbourhood(), m.location()));
      Arrays.stream(m.capacity()).forEach(v -> text.append(" " + v));
      Arrays.stream(m.safetyCapacity()).forEach(v -> text.append(" " + v));
      Arrays.stream(m.moveCost()).forEach(v -> text.append(" " + v));
    }
    text.append("\n%d".formatted(instance.services().size()));
    for (var s : instance.services()) {
      text.append("\n%d %d".formatted(s.spread(), s.dependencies().length));
      Arrays.stream(s.dependencies()).forEach(v -> text.append(" " + v));
    }
    text.append("\n%d".formatted(instance.processes().size()));
    for (var p : instance.processes()) {
      text.append("\n" + p.service());
      Arrays.stream(p.requirement()).forEach(v -> text.append(" " + v));
      text.append(" " + p.moveCost());
    }
    text.append("\n%d".formatted(instance.balances().size()));
    for (var b : instance.balances()) {
      text.append("\n%d %d %d\n%d".formatted(b.first(), b.second(), b.target(), b.weight()));
    }
    var w = instance.weights();
    return text.append("\n%d %d %d\n".formatted(w.processMove(), w.serviceMove(), w.machineMove()))
        .toString();
  }

  static String assignment(int[] machines) {
    var text = new StringBuilder();
    Arrays.stream(machines).forEach(m -> text.append(m + " "));
    return text.toString().trim();
  }
}
