package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.OwnershipMark;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.traffic.AddressRow;
import io.gridwright.store.traffic.TrafficRuleRow;
import io.gridwright.workflows.operation.OperationRun;
import java.util.List;
import java.util.Optional;

/**
 * All that the ledger knows about a machine that a step works on.
 *
 * @param document the desired configuration
 * @param rules of the whole configuration
 * @param addresses of the machine, public first
 * @param mostCores that any node could run: a machine with more could not be moved to each
 * @param peers the configuration's machines that live, this one included
 */
public record Site(
    OperationRun run,
    MachineRow machine,
    NodeState nodeState,
    int mostCores,
    ConfigurationDocument document,
    Component component,
    List<MachineRow> peers,
    List<TrafficRuleRow> rules,
    List<AddressRow> addresses,
    OwnershipMark mark) {
  public Site {
    peers = List.copyOf(peers);
    rules = List.copyOf(rules);
    addresses = List.copyOf(addresses);
  }

  /** The machine in the hypervisor's words. */
  public VmRef vm() {
    return Hypervisor.ref(machine.node(), machine.vmid());
  }

  /** The task that was last begun for it; an earlier attempt may not have seen its end. */
  Optional<Upid> earlierTask() {
    return machine.upid().map(Upid::parse);
  }

  /** Rules in force at this machine. */
  public List<TrafficRuleRow> ownRules() {
    return rules.stream().filter(rule -> rule.machineId().equals(machine.id())).toList();
  }

  /**
   * The machines that this one knows by name. What is being built knows those beside which it will
   * serve; what serves knows those that serve.
   */
  public List<MachineRow> neighbours() {
    return Neighbourhood.of(machine, peers);
  }

  /** Public addresses that must answer at this machine. */
  public List<String> publicAddresses() {
    return addresses.stream().filter(AddressRow::isPublic).map(AddressRow::address).toList();
  }

  /** For people. */
  public String words() {
    return Orphans.words(machine);
  }
}
