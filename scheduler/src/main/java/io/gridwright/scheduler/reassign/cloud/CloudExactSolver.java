package io.gridwright.scheduler.reassign.cloud;

import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import io.gridwright.scheduler.model.NativeSolver;
import io.gridwright.scheduler.reassign.ExactRun;
import io.gridwright.scheduler.reassign.ExactSolver;
import io.gridwright.scheduler.reassign.Neighbourhood;
import io.gridwright.scheduler.reassign.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Cloud balancing by CP-SAT. */
public final class CloudExactSolver implements ExactSolver {
  private final CloudInstance instance;

  public CloudExactSolver(CloudInstance instance) {
    this.instance = instance;
    NativeSolver.load();
  }

  @Override
  public double share() {
    return 0.7;
  }

  @Override
  public int firstSize() {
    return 16;
  }

  @Override
  public Optional<Found> solve(int[] assignment, Neighbourhood neighbourhood, Effort effort) {
    var model = new CpModel();
    var options = options(model, assignment, neighbourhood);
    addComputers(model, options, assignment, neighbourhood);
    return ExactRun.solve(model, options, assignment, effort);
  }

  private static List<Option> options(
      CpModel model, int[] assignment, Neighbourhood neighbourhood) {
    var options = new ArrayList<Option>();
    for (int i = 0; i < neighbourhood.processes().length; i++) {
      int process = neighbourhood.processes()[i];
      int[] candidates = neighbourhood.candidates()[i];
      var own = new BoolVar[candidates.length];
      for (int c = 0; c < own.length; c++) {
        own[c] = model.newBoolVar("");
        model.addHint(own[c], candidates[c] == assignment[process]);
        options.add(new Option(process, candidates[c], own[c]));
      }
      model.addExactlyOne(own);
    }
    return options;
  }

  private void addComputers(
      CpModel model, List<Option> options, int[] assignment, Neighbourhood neighbourhood) {
    long[][] room =
        instance.computers().stream().map(c -> c.capacity().clone()).toArray(long[][]::new);
    boolean[] kept = new boolean[room.length];
    boolean[] free = new boolean[assignment.length];
    for (int process : neighbourhood.processes()) {
      free[process] = true;
    }
    for (int p = 0; p < assignment.length; p++) {
      if (!free[p]) {
        kept[assignment[p]] = true;
        for (int r = 0; r < CloudInstance.RESOURCES; r++) {
          room[assignment[p]][r] -= instance.processes().get(p).need()[r];
        }
      }
    }
    var byComputer = new TreeMap<Integer, List<Option>>();
    for (var option : options) {
      byComputer.computeIfAbsent(option.machine(), c -> new ArrayList<>()).add(option);
    }
    var objective = LinearExpr.newBuilder();
    byComputer.forEach(
        (c, here) -> addComputer(model, here, room[c], kept[c] ? 0 : price(c), objective));
    model.minimize(objective);
  }

  private long price(int computer) {
    return instance.computers().get(computer).cost();
  }

  private void addComputer(
      CpModel model, List<Option> here, long[] room, long price, LinearExprBuilder objective) {
    var used = model.newBoolVar("");
    objective.addTerm(used, price);
    for (var option : here) {
      model.addImplication(option.chosen(), used);
    }
    for (int r = 0; r < room.length; r++) {
      var taken = LinearExpr.newBuilder();
      for (var option : here) {
        taken.addTerm(option.chosen(), instance.processes().get(option.process()).need()[r]);
      }
      model.addLessOrEqual(taken.addTerm(used, -room[r]), 0);
    }
  }
}
