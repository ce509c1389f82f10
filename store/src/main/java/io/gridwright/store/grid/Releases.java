package io.gridwright.store.grid;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.store.traffic.AddressRepository;
import io.gridwright.store.traffic.PauseRepository;
import io.gridwright.store.traffic.TrafficRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Giving back, inside a transaction that has locked the configuration's row. */
final class Releases {
  /** A VMID is not reused within 24 hours, even if no task can create it any more. */
  private static final Duration TOMBSTONE = Duration.ofHours(24);

  private final InstantSource businessTime;
  private final InstantSource realTime;

  Releases(InstantSource businessTime, InstantSource realTime) {
    this.businessTime = businessTime;
    this.realTime = realTime;
  }

  void lockConfiguration(Handle handle, ConfigurationId configuration) {
    handle.attach(AllocationRepository.class).lockConfiguration(configuration);
  }

  /**
   * The instant of an allocation event: never before a closed hour, nor before the configuration's
   * last event (DESIGN section 8).
   */
  Instant stamp(Handle handle, ConfigurationId configuration) {
    AllocationRepository allocations = handle.attach(AllocationRepository.class);
    Instant at =
        Stream.of(
                Optional.of(businessTime.instant()),
                Optional.of(allocations.watermark()),
                allocations.lastEvent(configuration))
            .flatMap(Optional::stream)
            .max(Instant::compareTo)
            .orElseThrow();
    allocations.stamp(configuration, at);
    return at;
  }

  /**
   * Gives back what a machine holds; false where it holds nothing any more. Public addresses stay
   * with its component, for the machine that is placed in its stead, until the operation's end.
   */
  boolean release(Handle handle, MachineId machine) {
    handle.attach(AddressRepository.class).unbindPublicOf(machine);
    return releaseAll(handle, machine);
  }

  /** Gives back what a machine holds, public addresses included. */
  boolean releaseAll(Handle handle, MachineId machine) {
    AllocationRepository allocations = handle.attach(AllocationRepository.class);
    MachineRepository machines = handle.attach(MachineRepository.class);
    Optional<AllocationRow> held = allocations.lockHeld(machine);
    if (held.isEmpty()) {
      return false;
    }
    AllocationRow allocation = held.get();
    Instant at = stamp(handle, allocation.configurationId());
    allocations.release(allocation.id(), at);
    giveBack(handle.attach(NodeRepository.class), allocation);
    Growths.release(handle, machine);
    Instant now = realTime.instant();
    machines.gone(machine, now);
    machines.giveUp(machine);
    bury(handle, machine);
    handle.attach(AddressRepository.class).freeOf(machine, now);
    TrafficRepository rules = handle.attach(TrafficRepository.class);
    rules.removedAt(machine);
    rules.removedTowards(machine);
    handle.attach(PauseRepository.class).forgetTicket(machine);
    return true;
  }

  void leaveBehind(Handle handle, MachineId machine, MachineState as) {
    AllocationRepository allocations = handle.attach(AllocationRepository.class);
    MachineRepository machines = handle.attach(MachineRepository.class);
    allocations
        .lockHeld(machine)
        .ifPresent(held -> allocations.lose(machine, stamp(handle, held.configurationId())));
    machines.leaveBehind(machine, as);
    machines.giveUp(machine);
  }

  void bury(Handle handle, MachineId machine) {
    Instant now = realTime.instant();
    handle.attach(NumberRepository.class).bury(machine, now, now.plus(TOMBSTONE));
  }

  private static void giveBack(NodeRepository nodes, AllocationRow allocation) {
    if (allocation.committedAt().isPresent()) {
      nodes.giveBackAllocated(allocation.node(), allocation.amount());
    } else {
      nodes.giveBackReserved(allocation.node(), allocation.amount());
    }
  }
}
