package io.gridwright.scheduler.model;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;

/** The native library of CP-SAT: loaded once, and made to solve once, for whoever comes first. */
public final class NativeSolver {
  private NativeSolver() {}

  private static final class Once {
    static {
      Loader.loadNativeLibraries();
      CpModel dummy = new CpModel();
      dummy.addExactlyOne(new BoolVar[] {dummy.newBoolVar("a"), dummy.newBoolVar("b")});
      CpSolverStatus status = solver().solve(dummy);
      if (status != CpSolverStatus.OPTIMAL) {
        throw new IllegalStateException(
            "CP-SAT answers " + status + " to a model of two variables; check ortools-java");
      }
    }

    private static void done() {}
  }

  /** A solver that leaves SIGINT to the JVM, whose handler CP-SAT otherwise takes for good. */
  public static CpSolver solver() {
    CpSolver solver = new CpSolver();
    solver.getParameters().setCatchSigintSignal(false);
    return solver;
  }

  /** Returns when the library is loaded. */
  public static void load() {
    Once.done();
  }
}
