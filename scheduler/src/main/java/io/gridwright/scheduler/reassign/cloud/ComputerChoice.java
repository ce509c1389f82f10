package io.gridwright.scheduler.reassign.cloud;

import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import io.gridwright.scheduler.model.NativeSolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which computers to open, by CP-SAT: of all sets below a cost the one with most room to spare,
 * where each resource's room counts by a weight. Identical computers share one variable, so that
 * this takes hundredths of a second.
 */
final class ComputerChoice {
  private static final double DETERMINISTIC = 0.3;

  /** Capacities and room are counted in millionths of what all processes need. */
  private static final long NEED = 1_000_000;

  private static final long WEIGHT = 100;

  private final CloudInstance instance;
  private final List<List<Integer>> identical;
  private final long[] total = new long[CloudInstance.RESOURCES];

  ComputerChoice(CloudInstance instance) {
    this.instance = instance;
    var classes = new LinkedHashMap<List<Long>, List<Integer>>();
    for (int c = 0; c < instance.computers().size(); c++) {
      var computer = instance.computers().get(c);
      var key = new ArrayList<>(List.of(computer.cost()));
      for (long capacity : computer.capacity()) {
        key.add(capacity);
      }
      classes.computeIfAbsent(key, k -> new ArrayList<>()).add(c);
    }
    this.identical = List.copyOf(classes.values());
    for (var process : instance.processes()) {
      for (int r = 0; r < total.length; r++) {
        total[r] += process.need()[r];
      }
    }
  }

  /**
   * @param most that they may cost together
   * @return nothing if computers of that cost have too little, or none were found in time
   */
  Optional<int[]> choose(long most, double[] weights, int seed) {
    var model = new CpModel();
    var opened = new IntVar[identical.size()];
    var cost = LinearExpr.newBuilder();
    for (int i = 0; i < opened.length; i++) {
      opened[i] = model.newIntVar(0, identical.get(i).size(), "");
      cost.addTerm(opened[i], first(i).cost());
    }
    model.addLessOrEqual(cost, most);
    var room = model.newIntVar(-NEED, NEED, "");
    for (int r = 0; r < total.length; r++) {
      if (total[r] > 0) {
        addResource(model, opened, room, r, Math.max(1, Math.round(weights[r] * WEIGHT)));
      }
    }
    model.maximize(room);
    CpSolver solver = NativeSolver.solver();
    solver
        .getParameters()
        .setNumWorkers(1)
        .setRandomSeed(seed)
        .setMaxDeterministicTime(DETERMINISTIC);
    CpSolverStatus status = solver.solve(model);
    return status == CpSolverStatus.OPTIMAL || status == CpSolverStatus.FEASIBLE
        ? Optional.of(
            IntStream.range(0, opened.length)
                .flatMap(
                    i -> identical.get(i).stream().mapToInt(c -> c).limit(solver.value(opened[i])))
                .sorted()
                .toArray())
        : Optional.empty();
  }

  private CloudInstance.Computer first(int group) {
    return instance.computers().get(identical.get(group).get(0));
  }

  /** Enough in the resource's own unit, which is exact, and the room in millionths. */
  private void addResource(CpModel model, IntVar[] opened, IntVar room, int resource, long weight) {
    var capacity = LinearExpr.newBuilder();
    var millionths = LinearExpr.newBuilder();
    for (int i = 0; i < opened.length; i++) {
      long own = Math.min(first(i).capacity()[resource], total[resource]);
      capacity.addTerm(opened[i], own);
      double share = (double) own / total[resource];
      millionths.addTerm(opened[i], WEIGHT * Math.round(NEED * share));
    }
    model.addGreaterOrEqual(capacity, total[resource]);
    model.addGreaterOrEqual(millionths.addTerm(room, -weight), NEED * WEIGHT);
  }
}
