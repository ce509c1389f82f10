package io.gridwright.proxmox.firewall;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.value.VmRef;
import java.util.List;
import java.util.Optional;

/**
 * The firewall of one machine. The server does not look whether the machine exists (PVE-D37), and
 * deletes the rules with it.
 */
public final class VmFirewall {
  private static final String OPTIONS = "/nodes/{}/qemu/{}/firewall/options";
  private static final String RULES = "/nodes/{}/qemu/{}/firewall/rules";
  private static final String RULE = RULES + "/{}";
  private static final String SETS = "/nodes/{}/qemu/{}/firewall/ipset";
  private static final String SET = SETS + "/{}";

  private final Api api;

  public VmFirewall(Api api) {
    this.api = api;
  }

  public FirewallOptions options(VmRef vm) {
    return FirewallOptions.from(api.send(Call.get(OPTIONS, vm.node(), vm.vmid())).data());
  }

  public void setOptions(VmRef vm, FirewallOptions options) {
    api.send(options.addTo(Call.put(OPTIONS, vm.node(), vm.vmid())));
  }

  /** In their order: the first match wins. */
  public List<FirewallRule> rules(VmRef vm) {
    return api.send(Call.get(RULES, vm.node(), vm.vmid())).data().rows().stream()
        .map(FirewallRule::from)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The new rule always becomes the first (PVE-D55). Twice the same call, twice the rule. */
  public void insert(VmRef vm, FirewallRule rule) {
    api.send(rule.addTo(Call.post(RULES, vm.node(), vm.vmid())));
  }

  /**
   * Deletes the rule at the position at which it was read.
   *
   * @throws io.gridwright.proxmox.error.ProxmoxException.ConfigChanged if rules moved since
   */
  public void delete(VmRef vm, FirewallRule rule) {
    int position =
        rule.position()
            .orElseThrow(() -> new IllegalArgumentException("rule was never read: " + rule));
    api.send(Call.delete(RULE, vm.node(), vm.vmid(), position).with("digest", rule.digest()));
  }

  /** Names of the address sets. */
  public List<String> sets(VmRef vm) {
    return api.send(Call.get(SETS, vm.node(), vm.vmid())).data().rows().stream()
        .map(row -> row.required("name"))
        .toList();
  }

  /** The set {@code ipfilter-net0} holds the addresses that the card net0 may send from. */
  public void createSet(VmRef vm, String name) {
    api.send(Call.post(SETS, vm.node(), vm.vmid()).with("name", name));
  }

  public List<String> addresses(VmRef vm, String set) {
    return api.send(Call.get(SET, vm.node(), vm.vmid(), set)).data().rows().stream()
        .map(row -> row.required("cidr"))
        .toList();
  }

  public void addAddress(VmRef vm, String set, String cidr) {
    api.send(Call.post(SET, vm.node(), vm.vmid(), set).with("cidr", cidr));
  }

  public void removeAddress(VmRef vm, String set, String cidr) {
    api.send(Call.delete(SET + "/{}", vm.node(), vm.vmid(), set, cidr));
  }

  /** Deletes the set with all addresses in it. */
  public void deleteSet(VmRef vm, String name) {
    api.send(Call.delete(SET, vm.node(), vm.vmid(), name).with("force", true));
  }
}
