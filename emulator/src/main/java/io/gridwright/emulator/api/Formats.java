package io.gridwright.emulator.api;

import io.gridwright.emulator.machine.NetworkInterface;
import io.gridwright.emulator.machine.PropertyString;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The named formats of parameters: each tells what is wrong with a value, or nothing. */
final class Formats {
  private static final Set<String> NET_KEYS =
      Set.of(
          "bridge",
          "firewall",
          "link_down",
          "macaddr",
          "model",
          "mtu",
          "queues",
          "rate",
          "tag",
          "trunks",
          "virtio",
          "e1000",
          "e1000e",
          "rtl8139",
          "vmxnet3",
          "ne2k_pci",
          "ne2k_isa",
          "pcnet");
  private static final String DNS_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";

  private static final Map<String, Function<String, Optional<String>>> BY_NAME =
      Map.ofEntries(
          Map.entry("vmid", Formats::vmid),
          Map.entry("node", pattern(DNS_LABEL, "value does not look like a valid node name")),
          Map.entry(
              "storage-id",
              pattern(
                  "(?i)[a-z][a-z0-9\\-_.]*[a-z0-9]",
                  "storage ID '%s' contains illegal characters")),
          Map.entry(
              "poolid",
              pattern(
                  "[A-Za-z0-9.\\-_]+(/[A-Za-z0-9.\\-_]+){0,2}",
                  "value does not look like a valid pool name")),
          Map.entry("configid", pattern("[A-Za-z][A-Za-z0-9_-]+", "invalid configuration ID '%s'")),
          Map.entry(
              "dns-name",
              pattern(
                  DNS_LABEL + "(\\." + DNS_LABEL + ")*",
                  "value does not look like a valid DNS name")),
          Map.entry("urlencoded", Formats::urlencoded),
          Map.entry("tags", Formats::tags),
          Map.entry("net", Formats::net),
          Map.entry("memory", Formats::memory),
          Map.entry("ipconfig", Formats::ipconfig),
          Map.entry("drive", value -> Optional.empty()));

  private Formats() {}

  /** What is wrong with a value of a named format. */
  static Optional<String> check(String format, String name, String value) {
    Function<String, Optional<String>> check = BY_NAME.get(format);
    if (check == null) {
      throw new IllegalStateException("no format '" + format + "' for parameter " + name);
    }
    return check.apply(value).map(text -> "invalid format - " + text.replace("%name", name) + "\n");
  }

  static boolean known(String format) {
    return BY_NAME.containsKey(format);
  }

  private static Function<String, Optional<String>> pattern(String regex, String message) {
    Pattern compiled = Pattern.compile(regex);
    return value ->
        compiled.matcher(value).matches()
            ? Optional.empty()
            : Optional.of(message.replace("%s", value));
  }

  private static Optional<String> vmid(String value) {
    return value.matches("[1-9][0-9]{2,8}")
        ? Optional.empty()
        : Optional.of("value does not look like a valid VM ID");
  }

  private static Optional<String> urlencoded(String value) {
    return value.matches("[-%a-zA-Z0-9_.!~*'()]*")
        ? Optional.empty()
        : Optional.of("invalid urlencoded string: " + value);
  }

  private static Optional<String> tags(String value) {
    return Arrays.stream(value.split("[,; \0]+"))
        .filter(tag -> !tag.isEmpty() && !tag.matches("(?i)[a-z0-9_][a-z0-9_\\-+.]*"))
        .findFirst()
        .map(tag -> "invalid characters in tag");
  }

  private static Optional<String> memory(String value) {
    String number = value.startsWith("current=") ? value.substring(8) : value;
    if (!number.matches("\\d+")) {
      return Optional.of(
          "format error\nmemory.current: type check ('integer') failed - got '" + number + "'");
    }
    return Long.parseLong(number) < 16
        ? Optional.of("format error\nmemory.current: value must have a minimum value of 16")
        : Optional.empty();
  }

  private static Optional<String> net(String value) {
    NetworkInterface nic = NetworkInterface.parse(value);
    for (String key : nic.properties().parts().keySet()) {
      if (!NET_KEYS.contains(key)) {
        return Optional.of(
            key.isEmpty()
                ? "format error\n%name.model: value '"
                    + nic.properties().unnamed().orElse("")
                    + "' does not have a value in the enumeration"
                : "format error\n%name."
                    + key
                    + ": property is not defined in schema and the schema does not allow"
                    + " additional properties");
      }
    }
    if (nic.model().isEmpty()) {
      return Optional.of("format error\n%name.model: property is missing and it is not optional");
    }
    return nic.mac().flatMap(Formats::mac).or(() -> tag(nic.properties()));
  }

  private static Optional<String> mac(String mac) {
    return mac.matches("(?i)[0-9a-f][02468ace](:[0-9a-f]{2}){5}")
        ? Optional.empty()
        : Optional.of(
            "format error\n%name.macaddr: value does not look like a valid unicast MAC address");
  }

  private static Optional<String> tag(PropertyString net) {
    Optional<Integer> tag = net.get("tag").filter(t -> t.matches("\\d{1,6}")).map(Integer::valueOf);
    if (tag.filter(t -> t > 4094).isPresent()) {
      return Optional.of("format error\n%name.tag: value must have a maximum value of 4094");
    }
    return tag.filter(t -> t < 1).isPresent()
        ? Optional.of("format error\n%name.tag: value must have a minimum value of 1")
        : Optional.empty();
  }

  private static Optional<String> ipconfig(String value) {
    PropertyString parts = PropertyString.parse(value);
    Optional<String> ip = parts.get("ip");
    if (parts.get("gw").isPresent() && ip.isEmpty()) {
      return Optional.of("format error\n%name.gw: missing property required by 'gw'");
    }
    return ip.filter(a -> !a.equals("dhcp") && !a.matches("\\d+(\\.\\d+){3}/\\d{1,2}"))
        .map(
            a ->
                "format error\n%name.ip: invalid format - value does not look like a valid IPv4 network configuration");
  }
}
