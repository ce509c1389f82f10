package io.gridwright.emulator.machine;

import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A {@code netN} value: model and MAC address, bridge, tag, rate, link. */
public record NetworkInterface(PropertyString properties) {
  private static final List<String> MODELS =
      List.of("virtio", "e1000", "e1000e", "rtl8139", "vmxnet3", "ne2k_pci", "ne2k_isa", "pcnet");
  private static final SecureRandom RANDOM = new SecureRandom();

  public static NetworkInterface parse(String text) {
    PropertyString properties = PropertyString.parse(text);
    String unnamed = properties.unnamed().orElse("");
    if (MODELS.contains(unnamed)) {
      return new NetworkInterface(
          PropertyString.parse("").with(unnamed, "").merged(properties.without("")));
    }
    return new NetworkInterface(properties);
  }

  /** virtio, e1000 …; empty when the text names none. */
  public Optional<String> model() {
    return MODELS.stream()
        .filter(model -> properties.get(model).isPresent())
        .findFirst()
        .or(() -> properties.get("model"));
  }

  /** The MAC address, empty when the text leaves it to the server. */
  public Optional<String> mac() {
    return model()
        .flatMap(properties::get)
        .filter(mac -> !mac.isEmpty())
        .or(() -> properties.get("macaddr"));
  }

  public Optional<String> bridge() {
    return properties.get("bridge");
  }

  /** The same with a new random MAC address of Proxmox VE's prefix. */
  public NetworkInterface withNewMac() {
    String model = model().orElse("virtio");
    return new NetworkInterface(properties.without("macaddr").with(model, randomMac()));
  }

  /** The same, with a random MAC address only where it has none. */
  public NetworkInterface withMac() {
    return mac().isPresent() ? this : withNewMac();
  }

  public String text() {
    return properties.text();
  }

  private static String randomMac() {
    byte[] tail = new byte[3];
    RANDOM.nextBytes(tail);
    return String.format(Locale.ROOT, "BC:24:11:%02X:%02X:%02X", tail[0], tail[1], tail[2]);
  }
}
