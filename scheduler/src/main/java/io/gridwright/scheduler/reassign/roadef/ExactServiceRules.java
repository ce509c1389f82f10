package io.gridwright.scheduler.reassign.roadef;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.Literal;
import io.gridwright.scheduler.reassign.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** Conflict, spread and dependency of a neighbourhood. */
final class ExactServiceRules {
  private final RoadefInstance instance;
  private final List<Option> options;
  private final CpModel model;

  /** Per service what stays: machines, locations, neighbourhoods. */
  private final Map<Integer, Set<Integer>> machines = new TreeMap<>();

  private final Map<Integer, Set<Integer>> locations = new TreeMap<>();
  private final Map<Integer, Set<Integer>> neighbourhoods = new TreeMap<>();

  ExactServiceRules(
      RoadefInstance instance,
      int[] assignment,
      boolean[] free,
      List<Option> options,
      CpModel model) {
    this.instance = instance;
    this.options = options;
    this.model = model;
    for (int p = 0; p < assignment.length; p++) {
      if (!free[p]) {
        int service = service(p);
        int machine = assignment[p];
        machines.computeIfAbsent(service, s -> new HashSet<>()).add(machine);
        locations.computeIfAbsent(service, s -> new HashSet<>()).add(location(machine));
        neighbourhoods.computeIfAbsent(service, s -> new HashSet<>()).add(neighbourhood(machine));
      }
    }
  }

  private int service(int process) {
    return instance.processes().get(process).service();
  }

  private int location(int machine) {
    return instance.machines().get(machine).location();
  }

  private int neighbourhood(int machine) {
    return instance.machines().get(machine).neighbourhood();
  }

  void add() {
    byServiceAnd(machine -> machine).forEach(this::addConflict);
    byServiceAnd(this::location).forEach(this::addSpread);
    addDependencies(byServiceAnd(this::neighbourhood));
  }

  /** The options of each service, by place. */
  private Map<Integer, Map<Integer, List<Literal>>> byServiceAnd(IntUnaryOperator place) {
    var grouped = new TreeMap<Integer, Map<Integer, List<Literal>>>();
    for (var option : options) {
      grouped
          .computeIfAbsent(service(option.process()), s -> new TreeMap<>())
          .computeIfAbsent(place.applyAsInt(option.machine()), m -> new ArrayList<>())
          .add(option.chosen());
    }
    return grouped;
  }

  private void addConflict(int service, Map<Integer, List<Literal>> byMachine) {
    var taken = machines.getOrDefault(service, Set.of());
    byMachine.forEach(
        (machine, here) -> {
          if (taken.contains(machine)) {
            here.forEach(literal -> model.addBoolAnd(List.of(literal.not())));
          } else if (here.size() > 1) {
            model.addAtMostOne(here);
          }
        });
  }

  private void addSpread(int service, Map<Integer, List<Literal>> byLocation) {
    var taken = locations.getOrDefault(service, Set.of());
    int missing = instance.services().get(service).spread() - taken.size();
    if (missing <= 0) {
      return;
    }
    var reached = LinearExpr.newBuilder();
    byLocation.forEach(
        (location, here) -> {
          if (!taken.contains(location)) {
            Literal any = model.newBoolVar("");
            model.addBoolOr(here).onlyEnforceIf(any);
            reached.add(any);
          }
        });
    model.addGreaterOrEqual(reached, missing);
  }

  private void addDependencies(Map<Integer, Map<Integer, List<Literal>>> grouped) {
    for (int service = 0; service < instance.services().size(); service++) {
      for (int needed : instance.services().get(service).dependencies()) {
        if (needed != service && (grouped.containsKey(service) || grouped.containsKey(needed))) {
          addDependency(
              service,
              needed,
              grouped.getOrDefault(service, Map.of()),
              grouped.getOrDefault(needed, Map.of()));
        }
      }
    }
  }

  private void addDependency(
      int service,
      int needed,
      Map<Integer, List<Literal>> dependents,
      Map<Integer, List<Literal>> sources) {
    var present = neighbourhoods.getOrDefault(service, Set.of());
    var served = neighbourhoods.getOrDefault(needed, Set.of());
    var places = new TreeSet<>(dependents.keySet());
    places.addAll(present);
    places.removeAll(served);
    for (int place : places) {
      var source = sources.getOrDefault(place, List.of());
      if (present.contains(place)) {
        model.addBoolOr(source);
        continue;
      }
      for (var dependent : dependents.get(place)) {
        model.addBoolOr(source).onlyEnforceIf(dependent);
      }
    }
  }
}
