package io.gridwright.api.access;

import static io.gridwright.api.access.Permission.ACCOUNT_READ;
import static io.gridwright.api.access.Permission.ACCOUNT_WRITE;
import static io.gridwright.api.access.Permission.CONFIGURATION_CREATE;
import static io.gridwright.api.access.Permission.CONFIGURATION_DELETE;
import static io.gridwright.api.access.Permission.CONFIGURATION_EDIT;
import static io.gridwright.api.access.Permission.CONFIGURATION_READ;
import static io.gridwright.api.access.Permission.GRID_READ;
import static io.gridwright.api.access.Permission.GRID_WRITE;
import static io.gridwright.api.access.Permission.OPERATION_CANCEL;
import static io.gridwright.api.access.Permission.OPERATION_READ;
import static io.gridwright.api.access.Permission.POWER_RESTART;
import static io.gridwright.api.access.Permission.POWER_RESUME;
import static io.gridwright.api.access.Permission.POWER_START;
import static io.gridwright.api.access.Permission.POWER_STOP;
import static io.gridwright.api.access.Permission.POWER_SUSPEND;
import static io.gridwright.api.access.Permission.SESSION_CLOSE;
import static io.gridwright.api.access.Permission.TRAFFIC_WRITE;

import io.gridwright.store.account.Role;
import java.util.Map;
import java.util.Set;

/** What the roles that exist from the start may do; what is not granted here is refused. */
final class Grants {
  private static final Map<Role, Set<Permission>> GRANTED =
      Map.of(
          Role.OWNER,
          Set.of(
              ACCOUNT_READ,
              ACCOUNT_WRITE,
              CONFIGURATION_READ,
              CONFIGURATION_CREATE,
              CONFIGURATION_EDIT,
              CONFIGURATION_DELETE,
              POWER_START,
              POWER_STOP,
              POWER_RESTART,
              POWER_SUSPEND,
              POWER_RESUME,
              OPERATION_READ,
              OPERATION_CANCEL,
              TRAFFIC_WRITE,
              SESSION_CLOSE),
          // Watches; edits and deletes nothing (F71).
          Role.EMPLOYEE,
          Set.of(ACCOUNT_READ, CONFIGURATION_READ, OPERATION_READ, SESSION_CLOSE),
          Role.OPERATOR,
          Set.of(GRID_READ, GRID_WRITE, OPERATION_READ, OPERATION_CANCEL, SESSION_CLOSE));

  private Grants() {}

  static boolean to(Role role, Permission permission) {
    return GRANTED.getOrDefault(role, Set.of()).contains(permission);
  }
}
