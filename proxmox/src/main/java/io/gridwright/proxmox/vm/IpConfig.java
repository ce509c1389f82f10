package io.gridwright.proxmox.vm;

import java.util.Optional;

/**
 * What cloud-init gives a network card inside the guest.
 *
 * @param text {@code ip=10.0.0.5/24,gw=10.0.0.1}
 */
public record IpConfig(String text) {
  /**
   * @param cidr address and prefix length, {@code 10.0.0.5/24}
   */
  public static IpConfig v4(String cidr) {
    return new IpConfig("ip=" + cidr);
  }

  public static IpConfig v4(String cidr, String gateway) {
    return new IpConfig("ip=" + cidr + ",gw=" + gateway);
  }

  public static IpConfig dhcp() {
    return new IpConfig("ip=dhcp");
  }

  /** The address with its prefix length; empty for DHCP. */
  public Optional<String> cidr() {
    return PropertyString.parse(text).get("ip").filter(ip -> !ip.equals("dhcp"));
  }

  public Optional<String> gateway() {
    return PropertyString.parse(text).get("gw");
  }

  @Override
  public String toString() {
    return text;
  }
}
