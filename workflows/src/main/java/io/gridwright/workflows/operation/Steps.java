package io.gridwright.workflows.operation;

import io.gridwright.domain.operation.StepName;
import java.util.Set;

/** Names of the steps: one word in code, in {@code operation_step} and in the panel. */
public final class Steps {
  public static final StepName PLACE = new StepName("place");
  public static final StepName RESERVE = new StepName("reserve");
  public static final StepName VERIFY = new StepName("verify");
  public static final StepName CLONE = new StepName("clone");
  public static final StepName CONFIGURE = new StepName("configure");
  public static final StepName START = new StepName("start");
  public static final StepName AWAIT_AGENT = new StepName("await-agent");
  public static final StepName EQUIP = new StepName("equip");
  public static final StepName BALANCE = new StepName("balance");
  public static final StepName REACH = new StepName("reach");
  public static final StepName COMMIT = new StepName("commit");
  public static final StepName REMOVE = new StepName("remove");
  public static final StepName MIGRATE = new StepName("migrate");
  public static final StepName ARRIVE = new StepName("arrive");
  public static final StepName SETTLE = new StepName("settle");
  public static final StepName STAY = new StepName("stay");
  public static final StepName OPEN = new StepName("open");
  public static final StepName TRY_OUT = new StepName("try-out");
  public static final StepName DIVERT = new StepName("divert");
  public static final StepName REWIRE = new StepName("rewire");
  public static final StepName DRAIN = new StepName("drain");
  public static final StepName CLOSE = new StepName("close");
  public static final StepName RESTORE = new StepName("restore");
  public static final StepName RESIZE = new StepName("resize");
  public static final StepName RESIZE_BACK = new StepName("resize-back");

  public static final StepName LOOK = new StepName("look");
  public static final StepName WITHDRAW = new StepName("withdraw");
  public static final StepName STOP = new StepName("stop");
  public static final StepName AWAIT_SERVICES = new StepName("await-services");
  public static final StepName SUSPEND = new StepName("suspend");
  public static final StepName EXPOSE = new StepName("expose");
  public static final StepName RESUME = new StepName("resume");
  public static final StepName RESTORE_STATE = new StepName("restore-state");
  public static final StepName RESTORE_ADDRESSES = new StepName("restore-addresses");
  public static final StepName REJOIN = new StepName("rejoin");

  /** Those that take back what others did. */
  public static final Set<StepName> UNDOING =
      Set.of(REMOVE, SETTLE, STAY, RESTORE_STATE, RESTORE_ADDRESSES, RESTORE, REJOIN, RESIZE_BACK);

  /** Those of them after which nothing is left of what others did to the component there. */
  public static final Set<StepName> UNDONE_BY =
      Set.of(REMOVE, STAY, RESTORE_ADDRESSES, RESTORE, REJOIN, RESIZE_BACK);

  private Steps() {}
}
