package io.gridwright.activities.hypervisor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the operator decides about every machine.
 *
 * @param bridge the bridge of the nodes that carries the accounts' VLANs
 * @param storage for the disks of clones; empty leaves them where the template's are
 * @param fullClones false makes linked clones, which can't move off local storage (DESIGN 6)
 * @param user that cloud-init makes and gives the customer's keys
 * @param nameServers that guests ask
 * @param searchDomain the last part of the guests' names: {@code db.shop.internal}
 * @param cpuUnits weight of each virtual CPU against other guests', 1 to 10000
 * @param taskLimit how long a clone or another task may take
 * @param agentLimit how long a guest may boot until its agent answers
 * @param shutdownLimit how long a guest may take to shut down until its plug is pulled
 * @param reachLimit how long services may take to answer after their guests do
 * @param drainLimit how long who is connected to a server may go on after another took its place
 */
public record MachineSettings(
    String bridge,
    Optional<String> storage,
    boolean fullClones,
    String user,
    List<String> nameServers,
    String searchDomain,
    int cpuUnits,
    Duration taskLimit,
    Duration agentLimit,
    Duration shutdownLimit,
    Duration reachLimit,
    Duration drainLimit) {
  private static final Duration SHUTDOWN_TASK = Duration.ofSeconds(15);

  public static final MachineSettings DEFAULT =
      new MachineSettings(
          "vmbr0",
          Optional.empty(),
          true,
          "gridwright",
          List.of("9.9.9.9"),
          "internal",
          100,
          Duration.ofMinutes(50),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1));

  /** The same for who has less time for each task. */
  public MachineSettings withTaskLimit(Duration limit) {
    return new MachineSettings(
        bridge,
        storage,
        fullClones,
        user,
        nameServers,
        searchDomain,
        cpuUnits,
        limit,
        agentLimit,
        shutdownLimit,
        reachLimit,
        drainLimit);
  }

  /** How long a task may take that asks a guest to shut down; it looks and locks, too. */
  public Duration shutdownTaskLimit() {
    return shutdownLimit.plus(SHUTDOWN_TASK);
  }

  public MachineSettings {
    nameServers = List.copyOf(nameServers);
    if (cpuUnits < 1 || cpuUnits > 10_000) {
      throw new IllegalArgumentException(
          "cpuUnits is " + cpuUnits + ", must be between 1 and 10000");
    }
  }
}
