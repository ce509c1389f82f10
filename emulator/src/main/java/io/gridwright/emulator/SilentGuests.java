package io.gridwright.emulator;

import io.gridwright.emulator.guest.AgentAnswer;
import io.gridwright.emulator.guest.AgentCall;
import io.gridwright.emulator.guest.GuestCounters;
import io.gridwright.emulator.guest.GuestMachine;
import io.gridwright.emulator.guest.GuestRuntime;

/** Machines in which nothing boots. */
final class SilentGuests implements GuestRuntime {
  @Override
  public void poweredOn(GuestMachine machine) {}

  @Override
  public void changed(GuestMachine machine) {}

  @Override
  public void poweredOff(int vmid) {}

  @Override
  public boolean agentAnswers(int vmid) {
    return false;
  }

  @Override
  public AgentAnswer agent(int vmid, AgentCall call) {
    return new AgentAnswer.Refused("nobody is there");
  }

  @Override
  public GuestCounters counters(int vmid) {
    return GuestCounters.NONE;
  }

  @Override
  public void close() {}
}
