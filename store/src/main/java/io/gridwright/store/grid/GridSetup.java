package io.gridwright.store.grid;

import io.gridwright.store.Transactions;
import io.gridwright.store.traffic.AddressRepository;
import io.gridwright.store.traffic.Ipv4Range;
import java.util.List;

/** Makes the operator's ranges known to the ledger; a repeat changes nothing. */
public final class GridSetup {
  private final Transactions transactions;

  public GridSetup(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Sets the ranges. What was given before stays given, also where a range was narrowed; what is
   * free and outside is given to nobody any more.
   */
  public void apply(GridRanges ranges) {
    List<Long> hosts = ranges.publicRange().hosts();
    List<String> addresses = hosts.stream().map(Ipv4Range::text).toList();
    transactions.run(
        handle -> {
          NumberRepository numbers = handle.attach(NumberRepository.class);
          numbers.setRange("VMID", ranges.lowestVmid(), ranges.highestVmid());
          numbers.setRange("VLAN_TAG", ranges.lowestVlanTag(), ranges.highestVlanTag());
          numbers.setRange("SUBNET", 0, ranges.privateRange().slash24s() - 1);
          AddressRepository publicOnes = handle.attach(AddressRepository.class);
          publicOnes.dropFreePublicOutside(
              hosts.stream().min(Long::compare).orElse(0L),
              hosts.stream().max(Long::compare).orElse(0L));
          publicOnes.addPublic(addresses, hosts);
        });
  }
}
