package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.value.MacAddress;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network card. Written without its MAC it gets a new one, is unplugged and plugged again: read,
 * change and write back ({@link VmConfigs#changeNetwork}).
 *
 * @param mac empty lets the server choose
 * @param vlanTag 1 to 4094
 * @param rateMBs upper bound in MB/s
 * @param linkDown true for a cable that is unplugged
 * @param others parts that are not named here, kept as they are
 */
public record NetworkDevice(
    String model,
    Optional<MacAddress> mac,
    String bridge,
    boolean firewall,
    Optional<Integer> vlanTag,
    Optional<BigDecimal> rateMBs,
    boolean linkDown,
    Map<String, String> others) {
  private static final Set<String> MODELS =
      Set.of(
          "virtio",
          "e1000",
          "e1000e",
          "rtl8139",
          "vmxnet3",
          "i82551",
          "i82557b",
          "i82559er",
          "ne2k_isa",
          "ne2k_pci",
          "pcnet",
          "e1000-82540em",
          "e1000-82544gc",
          "e1000-82545em");
  private static final Set<String> NAMED =
      Set.of("model", "macaddr", "bridge", "firewall", "tag", "rate", "link_down");

  public NetworkDevice {
    others = new LinkedHashMap<>(others);
    vlanTag.ifPresent(NetworkDevice::checkTag);
  }

  private static void checkTag(int tag) {
    if (tag < 1 || tag > 4094) {
      throw new IllegalArgumentException("VLAN tag " + tag + " is outside 1..4094");
    }
  }

  /** A paravirtual card on that bridge, with a MAC of the server's choice. */
  public static NetworkDevice virtio(String bridge) {
    return new NetworkDevice(
        "virtio",
        Optional.empty(),
        bridge,
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        Map.of());
  }

  public NetworkDevice mac(MacAddress address) {
    return new NetworkDevice(
        model, Optional.of(address), bridge, firewall, vlanTag, rateMBs, linkDown, others);
  }

  public NetworkDevice vlan(int tag) {
    return new NetworkDevice(
        model, mac, bridge, firewall, Optional.of(tag), rateMBs, linkDown, others);
  }

  public NetworkDevice firewalled(boolean on) {
    return new NetworkDevice(model, mac, bridge, on, vlanTag, rateMBs, linkDown, others);
  }

  public NetworkDevice rate(BigDecimal megabytesPerSecond) {
    return new NetworkDevice(
        model, mac, bridge, firewall, vlanTag, Optional.of(megabytesPerSecond), linkDown, others);
  }

  /** With that rate, or none. */
  public NetworkDevice limited(Optional<BigDecimal> megabytesPerSecond) {
    return new NetworkDevice(
        model, mac, bridge, firewall, vlanTag, megabytesPerSecond, linkDown, others);
  }

  public NetworkDevice link(boolean up) {
    return new NetworkDevice(model, mac, bridge, firewall, vlanTag, rateMBs, !up, others);
  }

  /** Reads {@code virtio=<MAC>,bridge=vmbr0,…}. */
  public static NetworkDevice parse(String text) {
    PropertyString parts = PropertyString.parse(text);
    Map<String, String> others = new LinkedHashMap<>(parts.parts());
    String model = parts.get("model").or(() -> parts.get(PropertyString.FIRST)).orElse("virtio");
    Optional<MacAddress> mac = parts.get("macaddr").map(MacAddress::of);
    for (String candidate : MODELS) {
      if (parts.get(candidate).isPresent()) {
        model = candidate;
        mac = Optional.of(MacAddress.of(parts.get(candidate).get()));
        others.remove(candidate);
      }
    }
    others.keySet().removeAll(NAMED);
    others.remove(PropertyString.FIRST);
    return new NetworkDevice(
        model,
        mac,
        parts.get("bridge").orElse(""),
        parts.flag("firewall"),
        parts.integer("tag"),
        parts.get("rate").map(BigDecimal::new),
        parts.flag("link_down"),
        others);
  }

  /** The configuration's text. */
  @Override
  public String toString() {
    Map<String, String> parts = new LinkedHashMap<>();
    mac.ifPresentOrElse(
        address -> parts.put(model, address.text()), () -> parts.put(PropertyString.FIRST, model));
    if (!bridge.isEmpty()) {
      parts.put("bridge", bridge);
    }
    if (firewall) {
      parts.put("firewall", "1");
    }
    if (linkDown) {
      parts.put("link_down", "1");
    }
    rateMBs.ifPresent(rate -> parts.put("rate", rate.toPlainString()));
    vlanTag.ifPresent(tag -> parts.put("tag", tag.toString()));
    parts.putAll(others);
    return new PropertyString(parts).toString();
  }
}
