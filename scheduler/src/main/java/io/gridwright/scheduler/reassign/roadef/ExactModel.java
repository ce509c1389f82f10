package io.gridwright.scheduler.reassign.roadef;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import io.gridwright.scheduler.reassign.Neighbourhood;
import io.gridwright.scheduler.reassign.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A neighbourhood as a CP-SAT model: what may be where, capacities, and all costs. */
final class ExactModel {

  private final RoadefInstance instance;
  private final int[] home;
  private final int[] assignment;
  private final boolean[] free;

  /** What processes need that may not move; held is also what those keep at home that may. */
  private final long[][] usedByOthers;

  private final long[][] heldByOthers;
  private final TreeMap<Integer, List<Option>> byMachine = new TreeMap<>();
  private final List<Option> options = new ArrayList<>();
  private final CpModel model = new CpModel();
  private final LinearExprBuilder objective = LinearExpr.newBuilder();

  ExactModel(RoadefInstance instance, int[] home, int[] assignment, Neighbourhood searched) {
    this.instance = instance;
    this.home = home;
    this.assignment = assignment;
    this.free = new boolean[home.length];
    for (int process : searched.processes()) {
      free[process] = true;
    }
    this.usedByOthers = new long[instance.machines().size()][instance.resources().size()];
    this.heldByOthers = new long[usedByOthers.length][instance.resources().size()];
    for (int p = 0; p < home.length; p++) {
      addFixed(p);
    }
    for (int i = 0; i < searched.processes().length; i++) {
      addProcess(searched.processes()[i], searched.candidates()[i]);
    }
    byMachine.forEach(this::addMachine);
    addServiceMoves();
    new ExactServiceRules(instance, assignment, free, options, model).add();
    model.minimize(objective);
  }

  CpModel model() {
    return model;
  }

  List<Option> options() {
    return options;
  }

  private void addProcess(int process, int[] candidates) {
    var weights = instance.weights();
    var own = new BoolVar[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      int machine = candidates[i];
      own[i] = model.newBoolVar("");
      model.addHint(own[i], assignment[process] == machine);
      var option = new Option(process, machine, own[i]);
      options.add(option);
      byMachine.computeIfAbsent(machine, m -> new ArrayList<>()).add(option);
      if (machine != home[process]) {
        long pair = instance.machines().get(home[process]).moveCost()[machine];
        objective.addTerm(
            own[i],
            instance.processes().get(process).moveCost() * weights.processMove()
                + pair * weights.machineMove());
      }
    }
    model.addExactlyOne(own);
  }

  private void addMachine(int machine, List<Option> here) {
    var limits = instance.machines().get(machine);
    int resources = instance.resources().size();
    var used = new LinearExpr[resources];
    for (int r = 0; r < resources; r++) {
      boolean lasting = instance.resources().get(r).lasting();
      var sum = LinearExpr.newBuilder();
      var held = LinearExpr.newBuilder();
      for (var option : here) {
        long need = requirement(option.process(), r);
        sum.addTerm(option.chosen(), need);
        if (!(lasting && home[option.process()] == machine)) {
          held.addTerm(option.chosen(), need);
        }
      }
      used[r] = sum.build();
      model.addLessOrEqual(held, limits.capacity()[r] - heldByOthers[machine][r]);
      long safety = limits.safetyCapacity()[r] - usedByOthers[machine][r];
      addLoad(used[r], safety, limits.capacity()[r], r);
    }
    for (var balance : instance.balances()) {
      addBalance(balance, limits, used, usedByOthers[machine]);
    }
  }

  private void addFixed(int process) {
    for (int r = 0; r < instance.resources().size(); r++) {
      long need = requirement(process, r);
      boolean keeps = instance.resources().get(r).lasting();
      if (!free[process]) {
        usedByOthers[assignment[process]][r] += need;
        heldByOthers[assignment[process]][r] += need;
        keeps &= assignment[process] != home[process];
      }
      if (keeps) {
        heldByOthers[home[process]][r] += need;
      }
    }
  }

  private long requirement(int process, int resource) {
    return instance.processes().get(process).requirement()[resource];
  }

  private void addLoad(LinearExpr used, long safety, long capacity, int resource) {
    long weight = instance.resources().get(resource).loadWeight();
    if (weight > 0) {
      var over = model.newIntVar(0, capacity, "");
      model.addGreaterOrEqual(LinearExpr.newBuilder().add(over).addTerm(used, -1).build(), -safety);
      objective.addTerm(over, weight);
    }
  }

  private void addBalance(
      RoadefInstance.Balance balance,
      RoadefInstance.Machine limits,
      LinearExpr[] used,
      long[] others) {
    long first = limits.capacity()[balance.first()];
    long free = balance.target() * (first - others[balance.first()]);
    long other = limits.capacity()[balance.second()] - others[balance.second()];
    var missing = model.newIntVar(0, balance.target() * first, "");
    model.addGreaterOrEqual(
        LinearExpr.newBuilder()
            .add(missing)
            .addTerm(used[balance.first()], balance.target())
            .addTerm(used[balance.second()], -1)
            .build(),
        free - other);
    objective.addTerm(missing, balance.weight());
  }

  private void addServiceMoves() {
    int[] moved = new int[instance.services().size()];
    for (int p = 0; p < home.length; p++) {
      if (!free[p] && assignment[p] != home[p]) {
        moved[instance.processes().get(p).service()]++;
      }
    }
    int fixed = 0;
    for (int count : moved) {
      fixed = Math.max(fixed, count);
    }
    var most = model.newIntVar(fixed, home.length, "");
    objective.addTerm(most, instance.weights().serviceMove());
    var moves = new TreeMap<Integer, LinearExprBuilder>();
    for (var option : options) {
      if (option.machine() != home[option.process()]) {
        int service = instance.processes().get(option.process()).service();
        moves
            .computeIfAbsent(service, s -> LinearExpr.newBuilder().add(moved[s]))
            .add(option.chosen());
      }
    }
    moves.values().forEach(count -> model.addGreaterOrEqual(most, count));
  }
}
