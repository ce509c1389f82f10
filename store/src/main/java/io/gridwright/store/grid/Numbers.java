package io.gridwright.store.grid;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.traffic.AddressRepository;
import io.gridwright.store.traffic.Ipv4Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Gives out what must be unique on the grid, inside the transaction of a reservation. Numbers never
 * given before come first, so that one is used again as late as can be.
 */
final class Numbers {
  private static final String VMID = "VMID";
  private static final String VLAN_TAG = "VLAN_TAG";
  private static final String SUBNET = "SUBNET";

  private final Ipv4Range privateRange;

  Numbers(Ipv4Range privateRange) {
    this.privateRange = privateRange;
  }

  /** VMIDs for machines, in their order. */
  List<Vmid> vmids(Handle handle, List<MachineId> machines) {
    NumberRepository numbers = handle.attach(NumberRepository.class);
    int first = numbers.next(VMID);
    if (numbers.take(VMID, machines.size()) == 0) {
      return usedVmids(numbers, machines);
    }
    List<Vmid> taken = new ArrayList<>();
    for (int i = 0; i < machines.size(); i++) {
      numbers.holdNew(first + i, machines.get(i));
      taken.add(new Vmid(first + i));
    }
    return taken;
  }

  /** The account's VLAN tag; its first reservation takes one for good. */
  int vlanTag(Handle handle, AccountId account) {
    NumberRepository numbers = handle.attach(NumberRepository.class);
    Optional<Integer> held = numbers.vlanTag(account);
    if (held.isPresent()) {
      return held.get();
    }
    int next = numbers.next(VLAN_TAG);
    Optional<Integer> meanwhile = numbers.vlanTag(account);
    if (meanwhile.isPresent()) {
      return meanwhile.get();
    }
    if (numbers.take(VLAN_TAG, 1) == 0) {
      throw exhausted("VLAN tag");
    }
    numbers.holdVlanTag(next, account);
    return next;
  }

  /** The configuration's subnet, whose row the caller has locked. */
  String subnet(Handle handle, AccountId account, ConfigurationId configuration) {
    NumberRepository numbers = handle.attach(NumberRepository.class);
    return numbers
        .subnet(configuration)
        .orElseGet(() -> newSubnet(handle, numbers, account, configuration));
  }

  private String newSubnet(
      Handle handle, NumberRepository numbers, AccountId account, ConfigurationId configuration) {
    int next = numbers.next(SUBNET);
    if (numbers.take(SUBNET, 1) == 1) {
      String cidr = privateRange.slash24(next).cidr();
      numbers.holdSubnet(next, cidr, account, configuration);
      return cidr;
    }
    String cidr = numbers.freeSubnet().orElseThrow(() -> exhausted("private subnet"));
    handle.attach(AddressRepository.class).dropScope(cidr);
    numbers.holdSubnetAgain(cidr, account, configuration);
    return cidr;
  }

  private static List<Vmid> usedVmids(NumberRepository numbers, List<MachineId> machines) {
    List<Integer> free = numbers.free(machines.size());
    if (free.size() < machines.size()) {
      throw exhausted("VMID");
    }
    for (int i = 0; i < free.size(); i++) {
      numbers.holdAgain(free.get(i), machines.get(i));
    }
    return free.stream().map(Vmid::new).toList();
  }

  static Refusal exhausted(String what) {
    return new Refusal(
        Problem.of(
            "no-capacity",
            "No "
                + what
                + " of the operator's range is free; the operator must widen the range, then"
                + " order again."));
  }
}
