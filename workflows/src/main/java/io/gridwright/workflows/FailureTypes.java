package io.gridwright.workflows;

import java.util.Set;

/** Types of failures that activities raise and workflows tell apart; the words are in histories. */
public final class FailureTypes {
  /** The step's node is unreachable, fenced or returning: it fails at once (DESIGN section 4). */
  public static final String NODE_LOST = "NODE_LOST";

  /**
   * What stands under the machine's number can neither be used nor removed by the engine: another
   * one must be built beside it, and a person told.
   */
  public static final String MACHINE_LOST = "MACHINE_LOST";

  /** A newer run of the operation exists; this one must stop without touching anything. */
  public static final String STALE_EPOCH = "STALE_EPOCH";

  /** The request cannot be carried out whatever is tried; details hold the problem. */
  public static final String REFUSED = "REFUSED";

  /** The hypervisor refused or broke the step for a reason that repeating does not change. */
  public static final String HYPERVISOR = "HYPERVISOR";

  /** The guest's agent did not answer within its time. */
  public static final String AGENT_SILENT = "AGENT_SILENT";

  /** Linked components do not reach each other, or too slowly (F96). */
  public static final String UNREACHABLE_LINK = "UNREACHABLE_LINK";

  /** What building elsewhere, or beside, mends. */
  public static final Set<String> PLACED_ANEW = Set.of(NODE_LOST, MACHINE_LOST);

  /** What no repetition mends. */
  public static final String[] FINAL = {
    NODE_LOST, MACHINE_LOST, STALE_EPOCH, REFUSED, HYPERVISOR, AGENT_SILENT, UNREACHABLE_LINK
  };

  private FailureTypes() {}
}
