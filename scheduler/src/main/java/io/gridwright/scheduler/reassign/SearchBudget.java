package io.gridwright.scheduler.reassign;

/**
 * How long a search may take.
 *
 * @param seconds by the wall clock; 0 is without bound
 * @param steps proposals per thread; 0 is without bound. With steps alone and one thread the same
 *     seed gives the same assignment
 * @param threads that search at once, each from a seed of its own
 */
public record SearchBudget(double seconds, long steps, int threads, long seed) {
  private static final double LEAST_SECONDS = 0.01;

  public SearchBudget {
    if (seconds < 0 || steps < 0 || threads < 1 || (seconds == 0 && steps == 0)) {
      throw new IllegalArgumentException(
          "a search of %s s, %d steps, %d threads has no bound or no thread"
              .formatted(seconds, steps, threads));
    }
  }

  public static SearchBudget ofSeconds(double seconds, int threads, long seed) {
    return new SearchBudget(seconds, 0, threads, seed);
  }

  public static SearchBudget ofSteps(long steps, long seed) {
    return new SearchBudget(0, steps, 1, seed);
  }

  /** Begins a part of the budget, from now on. */
  public Clock clock(double share) {
    return new Clock(seconds * share, (long) Math.ceil(steps * share));
  }

  /** What is left after a first part: of the seconds truly, of the steps by its share. */
  SearchBudget after(double secondsUsed, double share) {
    return new SearchBudget(
        seconds == 0 ? 0 : Math.max(LEAST_SECONDS, seconds - secondsUsed),
        (long) Math.ceil(steps * (1 - share)),
        threads,
        seed);
  }

  /** One part of a budget as it is used up; one thread's own. */
  public static final class Clock {
    private static final long STEPS_OF_A_SOLVE = 100_000;

    /** Steps between two looks at the wall clock. */
    private static final int STRIDE = 256;

    private static final double A_YEAR = 3e7;

    private final double seconds;
    private final long steps;
    private final long begun = System.nanoTime();
    private long done;
    private double share;

    private Clock(double seconds, long steps) {
      this.seconds = seconds;
      this.steps = steps;
    }

    /** Counts a step; true on those at which {@link #share} moved. */
    public boolean tick() {
      if (++done % STRIDE != 0 && done != steps) {
        return false;
      }
      look();
      return true;
    }

    /** Counts a solve by CP-SAT, as so many steps. */
    void tickSolve() {
      done += STEPS_OF_A_SOLVE;
      look();
    }

    private void look() {
      double byTime = seconds == 0 ? 0 : (System.nanoTime() - begun) / 1e9 / seconds;
      double bySteps = steps == 0 ? 0 : (double) done / steps;
      share = Math.min(1, Math.max(byTime, bySteps));
    }

    /** Without bound by the clock: as many as a year has. */
    public double secondsLeft() {
      return seconds == 0 ? A_YEAR : Math.max(0.01, seconds - (System.nanoTime() - begun) / 1e9);
    }

    public double share() {
      return share;
    }

    public boolean over() {
      return share >= 1;
    }
  }
}
