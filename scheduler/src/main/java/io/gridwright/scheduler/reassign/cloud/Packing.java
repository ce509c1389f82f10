package io.gridwright.scheduler.reassign.cloud;

import io.gridwright.scheduler.reassign.SearchBudget;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Packs all processes into a given set of computers: capacities may be exceeded at first, and
 * annealing by shifts and swaps brings what exceeds them to 0. A unit of a resource counts by what
 * processes need of it on average.
 */
final class Packing {
  private static final double HOTTEST = 0.22;
  private static final double COLDEST = 0.027;
  private static final int STRIDE = 1024;

  private final int resources = CloudInstance.RESOURCES;
  private final int[] open;
  private final long[] capacity;
  private final long[] need;
  private final double[] unit;
  private final SplittableRandom random;

  /** The place of each process among the open computers; of each of them use and excess. */
  private final int[] place;

  private final long[] used;
  private final double[] excess;
  private int overfull;
  private double temperature;

  Packing(CloudInstance instance, int[] open, SplittableRandom random) {
    this.open = open;
    this.random = random;
    this.capacity =
        IntStream.of(open)
            .boxed()
            .flatMapToLong(c -> Arrays.stream(instance.computers().get(c).capacity()))
            .toArray();
    this.need = instance.processes().stream().flatMapToLong(p -> Arrays.stream(p.need())).toArray();
    this.place = new int[instance.processes().size()];
    this.used = new long[capacity.length];
    this.excess = new double[open.length];
    this.unit = new double[resources];
    for (int i = 0; i < need.length; i++) {
      unit[i % resources] += (double) need[i] / place.length;
    }
    for (int r = 0; r < resources; r++) {
      unit[r] = 1 / Math.max(1e-9, unit[r]);
    }
    placeAll();
  }

  /** Largest first, each where least is exceeded, and of such computers on the fullest. */
  private void placeAll() {
    var bySize =
        IntStream.range(0, place.length)
            .boxed()
            .sorted(Comparator.comparingDouble(p -> -size(p)))
            .toList();
    for (int p : bySize) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < open.length; c++) {
        double over = 1e6 * (excess(c, p, -1) - excess[c]) + free(c);
        if (over < least) {
          least = over;
          best = c;
        }
      }
      place[p] = best;
      change(best, p, -1, excess(best, p, -1));
    }
  }

  private double size(int process) {
    double sum = 0;
    for (int r = 0; r < resources; r++) {
      sum += need[process * resources + r] * unit[r];
    }
    return sum;
  }

  private double free(int computer) {
    double sum = 0;
    for (int r = 0; r < resources; r++) {
      int i = computer * resources + r;
      sum += Math.max(0, capacity[i] - used[i]) * unit[r];
    }
    return sum;
  }

  /**
   * Anneals until all fits.
   *
   * @param steps in which it cools
   * @return whether all fits
   */
  boolean run(long steps, SearchBudget.Clock clock) {
    for (long step = 0; step < steps && overfull > 0 && !clock.over(); step++) {
      if (step % STRIDE == 0) {
        temperature = HOTTEST * Math.pow(COLDEST / HOTTEST, (double) step / steps);
      }
      clock.tick();
      int p = random.nextInt(place.length);
      if (random.nextBoolean()) {
        shift(p, random.nextInt(open.length));
      } else {
        swap(p, random.nextInt(place.length));
      }
    }
    return overfull == 0;
  }

  private void shift(int process, int to) {
    int from = place[process];
    if (from != to) {
      exchange(process, from, -1, to);
    }
  }

  private void swap(int process, int other) {
    if (place[process] != place[other] && !alike(process, other)) {
      exchange(process, place[process], other, place[other]);
    }
  }

  private boolean alike(int process, int other) {
    boolean alike = true;
    for (int r = 0; r < resources; r++) {
      alike &= need[process * resources + r] == need[other * resources + r];
    }
    return alike;
  }

  private void exchange(int process, int from, int other, int to) {
    double left = excess(from, other, process);
    double entered = excess(to, process, other);
    double delta = left - excess[from] + entered - excess[to];
    if (delta <= 0 || random.nextDouble() < Math.exp(-delta / temperature)) {
      place[process] = to;
      if (other >= 0) {
        place[other] = from;
      }
      change(from, other, process, left);
      change(to, process, other, entered);
    }
  }

  private void change(int computer, int coming, int leaving, double after) {
    for (int r = 0; r < resources; r++) {
      used[computer * resources + r] += difference(coming, leaving, r);
    }
    overfull += (after > 0 ? 1 : 0) - (excess[computer] > 0 ? 1 : 0);
    excess[computer] = after;
  }

  private double excess(int computer, int coming, int leaving) {
    double sum = 0;
    for (int r = 0; r < resources; r++) {
      int i = computer * resources + r;
      long over = used[i] + difference(coming, leaving, r) - capacity[i];
      if (over > 0) {
        sum += over * unit[r];
      }
    }
    return sum;
  }

  private long difference(int coming, int leaving, int resource) {
    long difference = coming < 0 ? 0 : need[coming * resources + resource];
    return leaving < 0 ? difference : difference - need[leaving * resources + resource];
  }

  /** What is exceeded of each resource, in its unit. */
  double[] exceeded() {
    double[] sums = new double[resources];
    for (int i = 0; i < used.length; i++) {
      sums[i % resources] += Math.max(0, used[i] - capacity[i]) * unit[i % resources];
    }
    return sums;
  }

  /** Returns a computer of the instance for each process. */
  int[] assignment() {
    return IntStream.of(place).map(c -> open[c]).toArray();
  }
}
