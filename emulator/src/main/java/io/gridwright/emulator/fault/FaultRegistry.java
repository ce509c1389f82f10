package io.gridwright.emulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The faults on order, oldest first. Spent faults stay listed until they are removed. */
public final class FaultRegistry {
  private final List<Fault> faults = new ArrayList<>();
  private long ordered;
  private Consumer<Fault> watcher = fault -> {};

  /** Calls the watcher, on the orderer's thread, before an ordered fault meets anything. */
  public synchronized void watch(Consumer<Fault> ordered) {
    watcher = ordered;
  }

  /**
   * Orders a fault.
   *
   * @param times how many matching calls it meets, at least 1
   * @param status only for REFUSE and STATUS
   * @param delay only for DELAY, HANG_TASK and HOLD_LOCK
   * @return the fault as registered, with its id
   */
  public synchronized Fault order(
      FaultMatch match,
      int times,
      FaultEffect effect,
      OptionalInt status,
      Duration delay,
      String message) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, was " + times);
    }
    Fault fault = new Fault("fault-" + ++ordered, match, times, effect, status, delay, message, 0);
    watcher.accept(fault);
    faults.add(fault);
    return fault;
  }

  /** The oldest unspent fault that meets the call, counted as met; empty when there is none. */
  public synchronized Optional<Fault> meet(
      String method, String path, Map<String, String> parameters) {
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      if (!fault.spent() && fault.match().meets(method, path, parameters)) {
        faults.set(i, fault.metOnceMore());
        return Optional.of(faults.get(i));
      }
    }
    return Optional.empty();
  }

  /** All of them, spent ones included. */
  public synchronized List<Fault> list() {
    return List.copyOf(faults);
  }

  /** Removes one; says whether it was there. */
  public synchronized boolean remove(String id) {
    return faults.removeIf(fault -> fault.id().equals(id));
  }

  /** Removes all. */
  public synchronized void clear() {
    faults.clear();
  }
}
