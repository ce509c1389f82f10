package io.gridwright.emulator.guest.runtime;

import io.gridwright.emulator.guest.address.CardAddress;
import io.gridwright.emulator.guest.address.Cidr;
import io.gridwright.emulator.guest.address.InterfacesFile;
import io.gridwright.emulator.guest.address.NetworkCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A machine's cards and the addresses that its configuration and files give them. */
public final class GuestAddresses {
  private static final Pattern CARD = Pattern.compile("net(\\d{1,2})");

  private GuestAddresses() {}

  /** The cards of a configuration, by number. */
  public static List<NetworkCard> cards(Map<String, String> config) {
    List<NetworkCard> cards = new ArrayList<>();
    config.forEach(
        (key, value) -> {
          Matcher card = CARD.matcher(key);
          if (card.matches()) {
            cards.add(NetworkCard.parse(Integer.parseInt(card.group(1)), value));
          }
        });
    cards.sort(java.util.Comparator.comparingInt(NetworkCard::index));
    return List.copyOf(cards);
  }

  /** What cloud-init sets at boot: {@code ipconfigN}, as assignments to cards. */
  public static List<InterfacesFile.Assigned> cloudInit(Map<String, String> config) {
    List<InterfacesFile.Assigned> assigned = new ArrayList<>();
    for (NetworkCard card : cards(config)) {
      for (String part : config.getOrDefault("ipconfig" + card.index(), "").split(",")) {
        if (part.strip().startsWith("ip=")) {
          Cidr.parse(part.strip().substring(3))
              .ifPresent(cidr -> assigned.add(new InterfacesFile.Assigned(card.index(), cidr)));
        }
      }
    }
    return assigned;
  }

  /** The assignments on the cards as they are now; those to a missing card go to the first. */
  static List<CardAddress> place(List<InterfacesFile.Assigned> assigned, List<NetworkCard> cards) {
    List<CardAddress> addresses = new ArrayList<>();
    for (InterfacesFile.Assigned one : assigned) {
      Optional<NetworkCard> card =
          cards.stream()
              .filter(candidate -> candidate.index() == one.card())
              .findFirst()
              .or(() -> cards.stream().findFirst());
      card.map(found -> new CardAddress(one.cidr(), found))
          .filter(address -> !addresses.contains(address))
          .ifPresent(addresses::add);
    }
    return List.copyOf(addresses);
  }
}
