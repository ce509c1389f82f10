package io.gridwright.activities.hypervisor;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.operation.Problem;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.store.StaleEpochException;
import io.gridwright.store.grid.MachineGivenUpException;
import io.gridwright.workflows.FailureTypes;
import io.gridwright.workflows.operation.Target;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Consumer;
import java.util.function.Function;

/** The edge between an activity and Temporal: what is thrown inside becomes a typed failure. */
public final class StepEdge {
  /** How often a guest is asked again to do what it refused. */
  private static final int PATIENCE_WITH_GUESTS = 6;

  private final Hypervisor hypervisor;

  public StepEdge(Hypervisor hypervisor) {
    this.hypervisor = hypervisor;
  }

  /**
   * Runs the body of an activity.
   *
   * @param what for people: the thing and what is done with it
   * @param node that it is about
   */
  public <T> T run(String what, NodeName node, Function<Visit, T> body) {
    try (Visit visit = hypervisor.visit()) {
      return run(what, node, visit, body);
    }
  }

  /** Runs the body of an activity on one machine. */
  public void at(String verb, Target machine, Consumer<Visit> body) {
    run(
        words(verb, machine),
        machine.node(),
        visit -> {
          body.accept(visit);
          return true;
        });
  }

  /** For people: {@code balance vm 10001 (lb)}. */
  public static String words(String verb, Target machine) {
    return "%s vm %d (%s)".formatted(verb, machine.vmid().value(), machine.component());
  }

  private static <T> T run(String what, NodeName node, Visit visit, Function<Visit, T> body) {
    try {
      return body.apply(visit);
    } catch (StaleEpochException stale) {
      throw ApplicationFailure.newFailureWithCause(
          stale.getMessage(), FailureTypes.STALE_EPOCH, stale);
    } catch (MachineGivenUpException givenUp) {
      throw ApplicationFailure.newFailureWithCause(
          givenUp.getMessage(),
          FailureTypes.REFUSED,
          givenUp,
          Problem.of("conflict", givenUp.getMessage()));
    } catch (GuestRefusal refusal) {
      throw refused(what, visit.attempt(), refusal);
    } catch (ProxmoxException failure) {
      throw FailureMapping.of(what, node, failure, visit.attempt());
    }
  }

  private static ApplicationFailure refused(String what, int attempt, GuestRefusal refusal) {
    if (attempt >= PATIENCE_WITH_GUESTS) {
      return FailureMapping.refused(
          what, refusal.getMessage(), "Compare the image with what the engine expects.", refusal);
    }
    return FailureMapping.busy(what, attempt, refusal);
  }
}
