package io.gridwright.activities.testing;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Epoch;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.traffic.TrafficRuleRow;
import io.gridwright.store.traffic.TrafficRuleRow.Kind;
import io.gridwright.store.traffic.TrafficRuleRow.State;
import java.time.Instant;
import java.util.Optional;

/** Rows of the ledger that were never in one. */
public final class Rows {
  public static final ConfigurationId CONFIGURATION = new ConfigurationId("configuration-1");
  public static final OperationId OPERATION = new OperationId("operation-1");

  private Rows() {}

  /** A machine of a component; its address ends with its number. */
  public static MachineRow machine(String component, int ordinal, int number) {
    return new MachineRow(
        new MachineId("machine-" + number),
        new ComponentId("component-" + component),
        component,
        CONFIGURATION,
        new AccountId("account-1"),
        ordinal,
        PlacementRole.ORIGINAL,
        new NodeName("pve1"),
        new Vmid(10_000 + number),
        "02:00:00:00:00:%02x".formatted(number),
        7,
        "10.7.1.0/24",
        "10.7.1." + number,
        MachineState.RUNNING,
        OPERATION,
        new Epoch(1),
        Optional.empty(),
        Optional.empty(),
        false,
        Instant.EPOCH,
        Optional.empty());
  }

  /** The same machine, off as its customer wants it, or about to be. */
  public static MachineRow off(MachineRow machine) {
    return as(machine, MachineState.STOPPED, machine.suspended());
  }

  /** The same machine, running with its addresses withdrawn. */
  public static MachineRow suspended(MachineRow machine) {
    return as(machine, machine.state(), true);
  }

  private static MachineRow as(MachineRow machine, MachineState state, boolean suspended) {
    return new MachineRow(
        machine.id(),
        machine.componentId(),
        machine.componentName(),
        machine.configurationId(),
        machine.accountId(),
        machine.ordinal(),
        machine.role(),
        machine.node(),
        machine.vmid(),
        machine.mac(),
        machine.vlanTag(),
        machine.subnet(),
        machine.privateAddress(),
        state,
        machine.operationId(),
        machine.epoch(),
        machine.upid(),
        machine.reachable(),
        suspended,
        machine.createdAt(),
        machine.goneAt());
  }

  /** A port at which a balancer answers. */
  public static TrafficRuleRow virtualIp(MachineRow balancer, String address, int port) {
    return rule(Kind.VIRTUAL_IP, balancer, Optional.of(address), port, Optional.empty(), 0, null);
  }

  /** A pool member behind it. */
  public static TrafficRuleRow member(
      MachineRow balancer, String address, int port, MachineRow member, int memberPort) {
    return rule(
        Kind.POOL_MEMBER,
        balancer,
        Optional.of(address),
        port,
        Optional.of(member),
        memberPort,
        null);
  }

  /** A port that the firewall opens to a source; empty is everybody. */
  public static TrafficRuleRow opening(MachineRow at, int port, String source) {
    return rule(Kind.FIREWALL, at, Optional.empty(), port, Optional.empty(), 0, source);
  }

  /** The same rule, no longer in force. */
  public static TrafficRuleRow removed(TrafficRuleRow rule) {
    return with(rule, State.REMOVED);
  }

  private static TrafficRuleRow rule(
      Kind kind,
      MachineRow at,
      Optional<String> address,
      int port,
      Optional<MachineRow> member,
      int memberPort,
      String source) {
    return new TrafficRuleRow(
        "rule",
        OPERATION,
        CONFIGURATION,
        kind,
        at.componentId(),
        at.id(),
        address,
        port,
        member.map(MachineRow::componentName),
        member.map(MachineRow::id),
        member.map(row -> memberPort),
        Optional.ofNullable(source),
        State.IN_FORCE);
  }

  private static TrafficRuleRow with(TrafficRuleRow rule, State state) {
    return new TrafficRuleRow(
        rule.id(),
        rule.operationId(),
        rule.configurationId(),
        rule.kind(),
        rule.componentId(),
        rule.machineId(),
        rule.address(),
        rule.port(),
        rule.memberComponent(),
        rule.memberMachineId(),
        rule.memberPort(),
        rule.source(),
        state);
  }
}
