package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.firewall.FirewallOptions;
import io.gridwright.proxmox.firewall.FirewallRule;
import io.gridwright.proxmox.firewall.VmFirewall;
import io.gridwright.proxmox.value.VmRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a machine's firewall equal to the ledger's rules: nothing comes in but what these let in,
 * and nothing goes out under another's address. The rules stand before the firewall is asked to
 * work, and a repeat changes nothing.
 */
final class FirewallWriter {
  private static final Logger LOG = LoggerFactory.getLogger(FirewallWriter.class);
  private static final String OWN_ADDRESSES = "ipfilter-net0";

  void write(Visit visit, Site site) {
    VmRef vm = site.vm();
    VmFirewall firewall = visit.client().firewall();
    ownAddresses(firewall, vm, site);
    rules(visit, vm, Openings.of(site.ownRules()));
    FirewallOptions wanted = FirewallOptions.defaultDrop();
    if (!same(firewall.options(vm), wanted)) {
      firewall.setOptions(vm, wanted);
    }
  }

  private static void ownAddresses(VmFirewall firewall, VmRef vm, Site site) {
    List<String> wanted = new ArrayList<>();
    wanted.add(site.machine().privateAddress());
    wanted.addAll(site.publicAddresses());
    unlessThere(
        () -> firewall.sets(vm).contains(OWN_ADDRESSES),
        () -> firewall.createSet(vm, OWN_ADDRESSES));
    List<String> present = firewall.addresses(vm, OWN_ADDRESSES);
    present.stream()
        .filter(cidr -> !wanted.contains(bare(cidr)))
        .forEach(cidr -> firewall.removeAddress(vm, OWN_ADDRESSES, cidr));
    wanted.forEach(
        address ->
            unlessThere(
                () ->
                    firewall.addresses(vm, OWN_ADDRESSES).stream()
                        .anyMatch(cidr -> bare(cidr).equals(address)),
                () -> firewall.addAddress(vm, OWN_ADDRESSES, address)));
  }

  /** An attempt that was taken for dead may be making the same at this very moment. */
  private static void unlessThere(BooleanSupplier there, Runnable make) {
    if (there.getAsBoolean()) {
      return;
    }
    try {
      make.run();
    } catch (ProxmoxException.AlreadyExists rival) {
      LOG.debug("made by another attempt meanwhile", rival);
    }
  }

  private static String bare(String cidr) {
    return cidr.replaceFirst("/32$", "");
  }

  /** Positions move with each deletion, so that the list is read anew after each. */
  private static void rules(Visit visit, VmRef vm, List<FirewallRule> wanted) {
    VmFirewall firewall = visit.client().firewall();
    for (Optional<FirewallRule> surplus = surplus(firewall.rules(vm), wanted);
        surplus.isPresent();
        surplus = surplus(firewall.rules(vm), wanted)) {
      visit.check();
      firewall.delete(vm, surplus.get());
    }
    List<FirewallRule> present = firewall.rules(vm);
    for (FirewallRule rule : wanted) {
      if (present.stream().noneMatch(rule::sameAs)) {
        visit.check();
        firewall.insert(vm, rule);
      }
    }
  }

  /** A rule that no ledger row asks for, or one too many of the same. */
  private static Optional<FirewallRule> surplus(
      List<FirewallRule> present, List<FirewallRule> wanted) {
    List<FirewallRule> seen = new ArrayList<>();
    for (FirewallRule rule : present) {
      boolean again = seen.stream().anyMatch(rule::sameAs);
      if (again || wanted.stream().noneMatch(rule::sameAs)) {
        return Optional.of(rule);
      }
      seen.add(rule);
    }
    return Optional.empty();
  }

  private static boolean same(FirewallOptions present, FirewallOptions wanted) {
    return present.enabled() == wanted.enabled()
        && present.macFilter() == wanted.macFilter()
        && present.ipFilter() == wanted.ipFilter()
        && present.dhcp() == wanted.dhcp()
        && present.policyIn() == wanted.policyIn()
        && present.policyOut() == wanted.policyOut();
  }
}
