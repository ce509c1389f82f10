package io.gridwright.workflows.grid;

import io.gridwright.workflows.operation.MachineStep;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * Building and removing one machine. Queue HYPERVISOR. Each finds what its first run made, or makes
 * it. On a node that is lost each fails at once with NODE_LOST, but {@link #remove}, which marks
 * the row ABANDONED and is done.
 */
@ActivityInterface
public interface MachineActivities {

  /** Clones the image, with the mark of ownership in the very call that creates. */
  @ActivityMethod(name = "clone")
  void cloneImage(MachineStep step);

  /** Memory, CPUs, disk, network, firewall, keys and user data. */
  void configure(MachineStep step);

  /** Powers it on and sees it run. */
  void start(MachineStep step);

  /** Waits until the guest's agent answers with the address that the ledger gave it. */
  void awaitAgent(MachineStep step);

  /** Names, links, guest tools: what the machine must know of its peers. */
  void equip(MachineStep step);

  /** Lets in through its firewall what the ledger's rules let in, and nothing else. */
  void guard(MachineStep step);

  /** Tells a machine that stays of its peers anew: names and links. */
  void rewire(MachineStep step);

  /** Stops what still works on it, powers it off, deletes it, frees what it held. */
  void remove(MachineStep step);
}
