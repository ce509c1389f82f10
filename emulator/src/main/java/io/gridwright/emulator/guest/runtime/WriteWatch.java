package io.gridwright.emulator.guest.runtime;

import io.gridwright.emulator.guest.GuestMachine;
import io.gridwright.emulator.guest.address.Ownership;
import io.gridwright.emulator.guest.violation.ViolationKind;
import io.gridwright.emulator.guest.violation.Violations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Watches who accepts writes (DESIGN.md 9.3). A guest counts as fenced when it is cut off (its node
 * partitioned or all its links down) and a guest of its component that started later runs
 * elsewhere.
 */
final class WriteWatch {
  private final Supplier<Collection<Guest>> running;
  private final Violations violations;

  WriteWatch(Supplier<Collection<Guest>> running, Violations violations) {
    this.running = running;
    this.violations = violations;
  }

  boolean aloneIn(Guest guest) {
    return twins(guest).isEmpty();
  }

  /** Looks for components with several guests that take writes. */
  void rolesChanged() {
    Map<Ownership, List<Integer>> writers = new HashMap<>();
    for (Guest guest : running.get()) {
      if (guest.owner().known() && !guest.owner().stateless() && guest.writes()) {
        writers
            .computeIfAbsent(guest.owner(), owner -> new ArrayList<>())
            .add(guest.machine().vmid());
      }
    }
    List<Violations.Breach> breaches = new ArrayList<>();
    writers.forEach(
        (owner, machines) -> {
          if (machines.size() > 1) {
            breaches.add(
                new Violations.Breach(
                    owner.configuration() + "/" + owner.component(),
                    machines,
                    "machines " + machines + " of " + owner.component() + " both accept writes"));
          }
        });
    violations.observe(ViolationKind.TWO_WRITERS, breaches);
  }

  /** Judges a write that the guest has just accepted. */
  void accepted(Guest guest, String key) {
    GuestMachine machine = guest.machine();
    boolean cutOff = !machine.nodeConnected() || guest.linksDown();
    boolean replaced =
        twins(guest).stream()
            .anyMatch(twin -> twin.machine().startedAt().isAfter(machine.startedAt()));
    if (cutOff && replaced) {
      violations.record(
          ViolationKind.WRITE_ACCEPTED_WHILE_FENCED,
          guest.owner().configuration() + "/" + guest.owner().component(),
          List.of(machine.vmid()),
          "machine %d on %s accepted a write of '%s' though it is cut off and replaced"
              .formatted(machine.vmid(), machine.node(), key));
    }
  }

  private List<Guest> twins(Guest guest) {
    Ownership owner = guest.owner();
    return running.get().stream()
        .filter(other -> other != guest && owner.known() && other.owner().equals(owner))
        .toList();
  }
}
