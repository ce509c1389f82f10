package io.gridwright.emulator.api;

import io.gridwright.emulator.access.AccessControl;
import io.gridwright.emulator.access.Caller;
import io.gridwright.emulator.api.Route.Rule;
import java.util.Map;
import java.util.Set;

/**
 * Rules that ask for privileges at a path; {@code {vmid}} and the like are filled from the call.
 */
final class Rights {
  private final AccessControl access;

  Rights(AccessControl access) {
    this.access = access;
  }

  /** All of the privileges. */
  Rule all(String path, String... privileges) {
    return call -> requireAll(call.caller(), filled(path, call), privileges);
  }

  /** One of the privileges. */
  Rule any(String path, String... privileges) {
    return call -> requireAny(call.caller(), filled(path, call), privileges);
  }

  void requireAll(Caller caller, String path, String... privileges) {
    Set<String> held = access.privileges(caller, path).keySet();
    for (String privilege : privileges) {
      if (!held.contains(privilege)) {
        throw ApiException.denied(path + ", " + privilege);
      }
    }
  }

  void requireAny(Caller caller, String path, String... privileges) {
    if (!hasAny(caller, path, privileges)) {
      throw ApiException.denied(path + ", " + String.join("|", privileges));
    }
  }

  boolean hasAny(Caller caller, String path, String... privileges) {
    Map<String, Boolean> held = access.privileges(caller, path);
    for (String privilege : privileges) {
      if (held.containsKey(privilege)) {
        return true;
      }
    }
    return false;
  }

  private static String filled(String path, Call call) {
    String filled = path;
    for (Map.Entry<String, String> parameter : call.parameters().entrySet()) {
      filled = filled.replace("{" + parameter.getKey() + "}", parameter.getValue());
    }
    return filled;
  }
}
