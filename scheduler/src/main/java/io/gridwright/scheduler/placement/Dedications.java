package io.gridwright.scheduler.placement;

import io.gridwright.domain.configuration.Dedication;

/** Who may stand beside whom where nodes are reserved (F90). */
public final class Dedications {
  private Dedications() {}

  /** Whether a machine reserves the node that it stands on. */
  public static boolean reserves(Tenancy tenancy) {
    return tenancy.dedicated() != Dedication.NONE;
  }

  /** Whether two may share a node, for all that either reserves. */
  public static boolean mayShare(Tenancy one, Tenancy other) {
    return welcomes(one, other) && welcomes(other, one);
  }

  private static boolean welcomes(Tenancy holder, Tenancy guest) {
    return switch (holder.dedicated()) {
      case NONE -> true;
      case ACCOUNT -> holder.account().equals(guest.account());
      case CONFIGURATION -> holder.configuration().equals(guest.configuration());
    };
  }
}
