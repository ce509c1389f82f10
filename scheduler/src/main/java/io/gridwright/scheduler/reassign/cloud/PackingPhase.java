package io.gridwright.scheduler.reassign.cloud;

import io.gridwright.scheduler.model.NativeSolver;
import io.gridwright.scheduler.reassign.Phase;
import java.util.Arrays;

/**
 * Cloud balancing in two decisions, which find far more than moves of processes between open
 * computers: which computers to open for a little less than the best so far, then how to pack all
 * into them. What did not fit tells which resource needs more room; a success makes the next step
 * down longer, a failure makes it shorter and the next packing more patient.
 */
public final class PackingPhase implements Phase {
  /** Steps of the first packing for each process, and what a failure multiplies them by. */
  private static final double FIRST_STEPS = 1_000;

  private static final double PATIENCE = 1.1;

  /** Steps down, relative to the cost: the first, and the shortest after failures. */
  private static final double FIRST_DOWN = 0.01;

  private static final double LEAST_DOWN = 0.0003;
  private static final double LONGER = 1.5;
  private static final double SHORTER = 0.8;

  /** How far a failure moves the weights of the resources' room. */
  private static final double LEARNING = 0.05;

  /** By which weights are varied, so that computers differ from one packing to the next. */
  private static final double VARIED = 0.4;

  private static final double LEAST_WEIGHT = 0.05;

  private final CloudInstance instance;

  public PackingPhase(CloudInstance instance) {
    this.instance = instance;
    NativeSolver.load();
  }

  @Override
  public double share() {
    return 1;
  }

  @Override
  public void run(Turn turn) {
    new Descent(turn).run();
  }

  private final class Descent {
    private final Turn turn;
    private final ComputerChoice choice = new ComputerChoice(instance);
    private final double[] weights = new double[CloudInstance.RESOURCES];
    private double down = FIRST_DOWN;
    private double steps = FIRST_STEPS * instance.processes().size();

    Descent(Turn turn) {
      this.turn = turn;
      Arrays.fill(weights, 1);
    }

    void run() {
      boolean possible = true;
      while (possible && !turn.clock().over()) {
        long best = turn.best().cost();
        long below = Math.max(1, Math.round(best * down));
        var open = choice.choose(best - below, varied(), turn.random().nextInt(Integer.MAX_VALUE));
        if (open.isPresent()) {
          pack(open.get());
        } else {
          possible = below > 1;
          down *= 0.5;
        }
        turn.clock().tick();
        turn.best().progress(turn.clock().share());
      }
    }

    private double[] varied() {
      return Arrays.stream(weights)
          .map(weight -> weight * (1 + VARIED * (turn.random().nextDouble() - 0.5)))
          .toArray();
    }

    private void pack(int[] open) {
      var packing = new Packing(instance, open, turn.random());
      if (packing.run((long) steps, turn.clock())) {
        turn.state().restore(packing.assignment());
        turn.best().offer(turn.state());
        down *= LONGER;
      } else if (!turn.clock().over()) {
        learn(packing.exceeded());
        down = Math.max(LEAST_DOWN, down * SHORTER);
        steps *= PATIENCE;
      }
    }

    private void learn(double[] exceeded) {
      double sum = Arrays.stream(exceeded).sum();
      for (int r = 0; r < weights.length; r++) {
        double wanted = weights.length * exceeded[r] / sum;
        weights[r] = Math.max(LEAST_WEIGHT, weights[r] + LEARNING * (wanted - weights[r]));
      }
    }
  }
}
