package io.gridwright.proxmox.firewall;

import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Digest;
import java.util.Optional;

/**
 * How a machine's firewall stands. It works only where the cluster's firewall is on, too, and the
 * network card has {@code firewall=1}; a change reaches the node's tables within 10 s.
 *
 * @param macFilter lets only the card's own MAC send
 * @param ipFilter lets only addresses of the set {@code ipfilter-net<n>} send
 * @param policyIn for packets that no rule matches
 */
public record FirewallOptions(
    boolean enabled,
    boolean macFilter,
    boolean ipFilter,
    boolean dhcp,
    FirewallRule.Action policyIn,
    FirewallRule.Action policyOut,
    Optional<Digest> digest) {

  /** On, with both filters, and nothing comes in that no rule lets in. */
  public static FirewallOptions defaultDrop() {
    return new FirewallOptions(
        true,
        true,
        true,
        false,
        FirewallRule.Action.DROP,
        FirewallRule.Action.ACCEPT,
        Optional.empty());
  }

  /**
   * The server's defaults stand for what it leaves out: off, MAC filter on, drop in, accept out.
   */
  static FirewallOptions from(Fields data) {
    return new FirewallOptions(
        data.flag("enable"),
        !data.has("macfilter") || data.flag("macfilter"),
        data.flag("ipfilter"),
        data.flag("dhcp"),
        policy(data, "policy_in", FirewallRule.Action.DROP),
        policy(data, "policy_out", FirewallRule.Action.ACCEPT),
        data.nonBlank("digest").map(Digest::of));
  }

  private static FirewallRule.Action policy(
      Fields data, String name, FirewallRule.Action otherwise) {
    return data.nonBlank(name).map(FirewallRule.Action::valueOf).orElse(otherwise);
  }

  Call addTo(Call call) {
    return call.with("enable", enabled)
        .with("macfilter", macFilter)
        .with("ipfilter", ipFilter)
        .with("dhcp", dhcp)
        .with("policy_in", policyIn.name())
        .with("policy_out", policyOut.name())
        .with("digest", digest);
  }
}
