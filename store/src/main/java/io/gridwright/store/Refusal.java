package io.gridwright.store;

import io.gridwright.domain.operation.Problem;

/**
 * A request that the ledger refuses for a reason that its sender can act on; nothing was changed.
 * The edge maps {@link Problem#name()} to a status (CONTRACT section 2).
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Refusal(Problem problem) {
    super(problem.name() + ": " + problem.detail());
    this.problem = problem;
  }

  public static Refusal of(String name, String detail) {
    return new Refusal(Problem.of(name, detail));
  }

  public Problem problem() {
    return problem;
  }
}
