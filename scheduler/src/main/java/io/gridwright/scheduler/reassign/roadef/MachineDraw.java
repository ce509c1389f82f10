package io.gridwright.scheduler.reassign.roadef;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which machines make a neighbourhood. Half of them are any; the others have a reason: a machine
 * that carries too much of a resource, machines that could carry more of it, and those where
 * processes now are for which the latter hold room as their first machine.
 */
final class MachineDraw {
  private final RoadefInstance instance;
  private final int[] home;
  private final int[] assignment;
  private final SplittableRandom random;
  private final boolean[] drawn;

  MachineDraw(RoadefInstance instance, int[] home, int[] assignment, SplittableRandom random) {
    this.instance = instance;
    this.home = home;
    this.assignment = assignment;
    this.random = random;
    this.drawn = new boolean[instance.machines().size()];
  }

  /** Returns so many, ascending. */
  int[] draw(int size) {
    int left = size;
    if (random.nextBoolean()) {
      int resource = random.nextInt(instance.resources().size());
      double[] overload = beyondSafety(resource, 1);
      if (IntStream.range(0, drawn.length).anyMatch(m -> overload[m] > 0)) {
        double[] room = beyondSafety(resource, -1);
        left -= add(1, overload);
        left -= add((left + 1) / 2, room);
        left -= add(left - left / 4, hosts(resource, room));
      }
    }
    double[] any = new double[drawn.length];
    Arrays.fill(any, 1);
    add(left, any);
    return IntStream.range(0, drawn.length).filter(m -> drawn[m]).toArray();
  }

  private double[] beyondSafety(int resource, int sign) {
    double[] beyond = new double[drawn.length];
    for (int p = 0; p < home.length; p++) {
      beyond[assignment[p]] += requirement(p, resource);
    }
    for (int m = 0; m < beyond.length; m++) {
      long safety = instance.machines().get(m).safetyCapacity()[resource];
      beyond[m] = Math.max(0, sign * (beyond[m] - safety));
    }
    return beyond;
  }

  /** Machines with processes for which a drawn machine that could carry more holds room. */
  private double[] hosts(int resource, double[] room) {
    double[] hosted = new double[drawn.length];
    for (int p = 0; p < home.length; p++) {
      if (assignment[p] != home[p] && drawn[home[p]] && room[home[p]] > 0) {
        hosted[assignment[p]] += requirement(p, resource);
      }
    }
    return hosted;
  }

  private double requirement(int process, int resource) {
    return instance.processes().get(process).requirement()[resource];
  }

  /** Draws by weight, as long as any weight is above 0, and returns how many. */
  private int add(int count, double[] weight) {
    int added = 0;
    int machine = next(weight);
    while (added < count && machine >= 0) {
      drawn[machine] = true;
      added++;
      machine = next(weight);
    }
    return added;
  }

  private int next(double[] weight) {
    double sum = 0;
    int found = -1;
    for (int m = 0; m < weight.length; m++) {
      if (!drawn[m] && weight[m] > 0) {
        sum += weight[m];
        if (random.nextDouble() * sum < weight[m]) {
          found = m;
        }
      }
    }
    return found;
  }
}
