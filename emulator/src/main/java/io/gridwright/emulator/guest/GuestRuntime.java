package io.gridwright.emulator.guest;

import java.time.Duration;

/**
 * Runs what is inside the machines. The core calls it, never the other way round; calls for one
 * machine come one after another, calls for different machines may come at once. No call may block
 * for longer than the work it names.
 */
public interface GuestRuntime extends AutoCloseable {

  /**
   * The machine's process runs; also called for each running machine when the emulator restarts.
   */
  void poweredOn(GuestMachine machine);

  /** Configuration, link, firewall or the node's network changed while the machine runs. */
  void changed(GuestMachine machine);

  /** The process is gone: power cut or stop. Unknown machines are ignored. */
  void poweredOff(int vmid);

  /** False until the guest has booted, and when nothing runs. */
  boolean agentAnswers(int vmid);

  /**
   * Carries out one call of the guest agent. Only called while {@link #agentAnswers} says true; a
   * guest that went away meanwhile answers {@link AgentAnswer.Refused}.
   */
  AgentAnswer agent(int vmid, AgentCall call);

  /** What the meters of the process read; zeroes for a machine that does not run. */
  GuestCounters counters(int vmid);

  /**
   * Whether the guest reacts to the power button; one that does not is left running, and the
   * shutdown task ends with {@code VM quit/powerdown failed - got timeout} (API.md 15 fault 11).
   */
  default boolean reactsToShutdown(int vmid) {
    return true;
  }

  /** Packets there and back over a node's cable take so much longer from now on. */
  void delay(String node, Duration roundTrip);

  @Override
  void close();
}
