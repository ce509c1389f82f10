package io.gridwright.emulator.ha;

import java.time.Instant;

/**
 * A resource as the manager sees it.
 *
 * @param node where it runs or is to run
 * @param state queued, started, stopped, request_start, request_stop, fence, recovery, error …
 * @param failures starts that failed in a row
 * @param since when this state began
 */
public record HaService(int vmid, String node, String state, int failures, Instant since) {

  /** The resource's id. */
  public String sid() {
    return "vm:" + vmid;
  }

  HaService in(String other, Instant now) {
    return state.equals(other) ? this : new HaService(vmid, node, other, failures, now);
  }

  HaService on(String other) {
    return new HaService(vmid, other, state, failures, since);
  }

  HaService failed(int count) {
    return new HaService(vmid, node, state, count, since);
  }
}
