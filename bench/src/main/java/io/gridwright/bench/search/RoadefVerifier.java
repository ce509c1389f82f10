package io.gridwright.bench.search;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.TreeMap;

/**
 * Judges an assignment by the model's file as ROADEF/EURO 2012 defines it, without the reader and
 * the model of the search: rule after rule over plain maps, costs without bound of 64 bits.
 */
final class RoadefVerifier implements AutoCloseable {
  private final Scanner scanner;
  private final int[] before;
  private final int[] after;
  private final List<String> violations = new ArrayList<>();
  private BigInteger cost = BigInteger.ZERO;

  private boolean[] lasting;
  private long[] loadWeight;
  private int[] neighbourhood;
  private int[] location;
  private long[][] capacity;
  private long[][] safety;

  /** What each process pays for its pair of machines; read before the weights are known. */
  private final long[] pairCost;

  private int[] spread;
  private int[][] needs;
  private int[] service;
  private long[][] requirement;
  private long[] processCost;

  private RoadefVerifier(Scanner scanner, int[] before, int[] after) {
    this.scanner = scanner;
    this.before = before;
    this.after = after;
    this.pairCost = new long[before.length];
  }

  static Verdict verify(Path model, int[] before, int[] after) throws IOException {
    try (var verifier =
        new RoadefVerifier(new Scanner(Files.newBufferedReader(model)), before, after)) {
      return verifier.verdict();
    }
  }

  @Override
  public void close() {
    scanner.close();
  }

  private int number() {
    return Math.toIntExact(amount());
  }

  private long amount() {
    return Long.parseLong(scanner.next());
  }

  private long[] amounts(int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = amount();
    }
    return values;
  }

  private Verdict verdict() {
    readResources();
    readMachines();
    readServices();
    readProcesses();
    checkCapacity();
    checkConflict();
    checkSpread();
    checkDependency();
    addLoad();
    addBalance();
    addMoves();
    return new Verdict(cost.longValueExact(), violations);
  }

  private void readResources() {
    lasting = new boolean[number()];
    loadWeight = new long[lasting.length];
    for (int r = 0; r < lasting.length; r++) {
      lasting[r] = number() == 1;
      loadWeight[r] = amount();
    }
  }

  private void readMachines() {
    int count = number();
    neighbourhood = new int[count];
    location = new int[count];
    capacity = new long[count][];
    safety = new long[count][];
    Map<Integer, List<Integer>> movers = new HashMap<>();
    for (int p = 0; p < before.length; p++) {
      if (before[p] != after[p]) {
        movers.computeIfAbsent(before[p], m -> new ArrayList<>()).add(p);
      }
    }
    for (int m = 0; m < count; m++) {
      neighbourhood[m] = number();
      location[m] = number();
      capacity[m] = amounts(lasting.length);
      safety[m] = amounts(lasting.length);
      long[] costs = amounts(count);
      for (int p : movers.getOrDefault(m, List.of())) {
        pairCost[p] = costs[after[p]];
      }
    }
  }

  private void readServices() {
    spread = new int[number()];
    needs = new int[spread.length][];
    for (int s = 0; s < spread.length; s++) {
      spread[s] = number();
      needs[s] = new int[number()];
      for (int i = 0; i < needs[s].length; i++) {
        needs[s][i] = number();
      }
    }
  }

  private void readProcesses() {
    int count = number();
    if (count != before.length || count != after.length) {
      throw new BadFileException(
          "the model has %d processes, the assignments %d and %d"
              .formatted(count, before.length, after.length));
    }
    service = new int[count];
    requirement = new long[count][];
    processCost = new long[count];
    for (int p = 0; p < count; p++) {
      service[p] = number();
      requirement[p] = amounts(lasting.length);
      processCost[p] = amount();
    }
  }

  private long use(int machine, int resource, List<Integer> processes) {
    return processes.stream()
        .filter(p -> after[p] == machine || (lasting[resource] && before[p] == machine))
        .mapToLong(p -> requirement[p][resource])
        .sum();
  }

  /** Processes by the machines that they are on, or were. */
  private Map<Integer, List<Integer>> onOrFrom() {
    Map<Integer, List<Integer>> by = new TreeMap<>();
    for (int p = 0; p < after.length; p++) {
      by.computeIfAbsent(after[p], m -> new ArrayList<>()).add(p);
      if (before[p] != after[p]) {
        by.computeIfAbsent(before[p], m -> new ArrayList<>()).add(p);
      }
    }
    return by;
  }

  private void checkCapacity() {
    onOrFrom()
        .forEach(
            (machine, processes) -> {
              for (int r = 0; r < lasting.length; r++) {
                long use = use(machine, r, processes);
                if (use > capacity[machine][r]) {
                  violations.add(
                      "%scapacity: machine %d has %d of resource %d, %d are used"
                          .formatted(
                              lasting[r] ? "transient " : "",
                              machine,
                              capacity[machine][r],
                              r,
                              use));
                }
              }
            });
  }

  private void checkConflict() {
    Set<Long> seen = new HashSet<>();
    for (int p = 0; p < after.length; p++) {
      if (!seen.add((long) service[p] * capacity.length + after[p])) {
        violations.add(
            "conflict: machine %d has two processes of service %d".formatted(after[p], service[p]));
      }
    }
  }

  private Map<Integer, Set<Integer>> places(int[] placeOfMachine) {
    Map<Integer, Set<Integer>> places = new HashMap<>();
    for (int p = 0; p < after.length; p++) {
      places.computeIfAbsent(service[p], s -> new HashSet<>()).add(placeOfMachine[after[p]]);
    }
    return places;
  }

  private void checkSpread() {
    var places = places(location);
    for (int s = 0; s < spread.length; s++) {
      int reached = places.getOrDefault(s, Set.of()).size();
      if (reached < spread[s]) {
        violations.add(
            "spread: service %d is in %d locations, not %d".formatted(s, reached, spread[s]));
      }
    }
  }

  private void checkDependency() {
    var places = places(neighbourhood);
    for (int s = 0; s < needs.length; s++) {
      for (int needed : needs[s]) {
        for (int place : places.getOrDefault(s, Set.of())) {
          if (!places.getOrDefault(needed, Set.of()).contains(place)) {
            violations.add(
                "dependency: service %d is in neighbourhood %d, where service %d is not"
                    .formatted(s, place, needed));
          }
        }
      }
    }
  }

  private long[][] used() {
    long[][] used = new long[capacity.length][lasting.length];
    for (int p = 0; p < after.length; p++) {
      for (int r = 0; r < lasting.length; r++) {
        used[after[p]][r] += requirement[p][r];
      }
    }
    return used;
  }

  private void pay(long weight, long units) {
    cost = cost.add(BigInteger.valueOf(weight).multiply(BigInteger.valueOf(units)));
  }

  private void addLoad() {
    long[][] used = used();
    for (int m = 0; m < used.length; m++) {
      for (int r = 0; r < lasting.length; r++) {
        pay(loadWeight[r], Math.max(0, used[m][r] - safety[m][r]));
      }
    }
  }

  private void addBalance() {
    long[][] used = used();
    int count = number();
    for (int b = 0; b < count; b++) {
      int first = number();
      int second = number();
      long target = amount();
      long weight = amount();
      for (int m = 0; m < used.length; m++) {
        long wanted = target * (capacity[m][first] - used[m][first]);
        pay(weight, Math.max(0, wanted - (capacity[m][second] - used[m][second])));
      }
    }
  }

  private void addMoves() {
    long processWeight = amount();
    long serviceWeight = amount();
    long machineWeight = amount();
    int[] moved = new int[spread.length];
    int most = 0;
    for (int p = 0; p < after.length; p++) {
      if (before[p] != after[p]) {
        pay(processWeight, processCost[p]);
        pay(machineWeight, pairCost[p]);
        most = Math.max(most, ++moved[service[p]]);
      }
    }
    pay(serviceWeight, most);
  }
}
