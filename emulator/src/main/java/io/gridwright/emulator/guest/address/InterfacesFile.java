package io.gridwright.emulator.guest.address;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reader of Debian's ifupdown syntax, as far as static IPv4 addresses go (interfaces(5)). */
public final class InterfacesFile {
  private static final Pattern DEVICE = Pattern.compile("(?:eth|net|ens)(\\d+)(?::.*)?");

  private InterfacesFile() {}

  /**
   * An {@code address} line; {@code card} is the number in the device's name, 0 where it has none.
   */
  public record Assigned(int card, Cidr cidr) {}

  /** A line that is neither understood nor known to be harmless. */
  public record Fault(int line, String text) {}

  /** What was read. */
  public record Contents(List<Assigned> addresses, List<Fault> faults) {}

  /** Reads the text; faulty address lines are listed and otherwise skipped. */
  public static Contents parse(String text) {
    List<Assigned> addresses = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    boolean inStaticStanza = false;
    int card = 0;
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String[] words = raw.strip().split("\\s+");
      switch (words[0]) {
        case "iface" -> {
          inStaticStanza =
              words.length >= 4 && words[2].equals("inet") && words[3].equals("static");
          card = words.length >= 2 ? cardOf(words[1]) : 0;
        }
        case "auto", "allow-hotplug", "source", "source-directory", "mapping" ->
            inStaticStanza = false;
        case "address" -> {
          var cidr = words.length == 2 ? Cidr.parse(words[1]) : java.util.Optional.<Cidr>empty();
          if (cidr.isEmpty()) {
            faults.add(new Fault(number, raw.strip()));
          } else if (inStaticStanza) {
            addresses.add(new Assigned(card, cidr.get()));
          }
        }
        default -> {}
      }
    }
    return new Contents(List.copyOf(addresses), List.copyOf(faults));
  }

  private static int cardOf(String device) {
    Matcher named = DEVICE.matcher(device);
    return named.matches() && named.group(1).length() < 4 ? Integer.parseInt(named.group(1)) : 0;
  }
}
