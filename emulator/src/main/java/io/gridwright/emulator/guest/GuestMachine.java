package io.gridwright.emulator.guest;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The machine as its guest sees it: a snapshot that the core takes at each change.
 *
 * @param vmid the machine's id, unique in the grid
 * @param node the node that runs it
 * @param name the configured name, empty when there is none
 * @param description the configured description, empty when there is none
 * @param nodePowered whether the node has power
 * @param nodeConnected whether the node's network reaches anybody outside the node
 * @param startedAt when this process began
 * @param processId changes with every power-on
 * @param config the applied configuration keys as Proxmox VE writes them (net0, ipconfig0, ciuser,
 *     tags, memory …); pending changes are not in it
 * @param firewallOptions the machine's firewall options (enable, policy_in …)
 * @param firewallRules the machine's firewall rules, first match wins
 * @param firewallSets its address sets by name, each with its entries; {@code ipfilter-netN} holds
 *     the addresses that a card may use
 * @param diskDirectory survives power cycles, is copied by clone, deleted with the machine
 */
public record GuestMachine(
    int vmid,
    String node,
    String name,
    String description,
    boolean nodePowered,
    boolean nodeConnected,
    Instant startedAt,
    long processId,
    Map<String, String> config,
    Map<String, String> firewallOptions,
    List<Map<String, String>> firewallRules,
    Map<String, List<Map<String, String>>> firewallSets,
    Path diskDirectory) {

  public GuestMachine {
    config = Map.copyOf(config);
    firewallOptions = Map.copyOf(firewallOptions);
    firewallRules = List.copyOf(firewallRules);
    firewallSets = Map.copyOf(firewallSets);
  }
}
