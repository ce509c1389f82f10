package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Digest;
import io.gridwright.proxmox.value.DiskSlot;
import io.gridwright.proxmox.value.MemoryMib;
import io.gridwright.proxmox.value.Tag;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A configuration as it was read.
 *
 * @param values every key as text
 * @param digest to bring along with a change of what was read
 */
public record VmConfig(Map<String, String> values, Optional<Digest> digest) {
  private static final Pattern DISK = Pattern.compile("(scsi|virtio|sata|ide)\\d+");
  private static final int NETWORK_CARDS = 32;
  private static final long DEFAULT_MEMORY_MIB = 512;

  public VmConfig {
    values = new LinkedHashMap<>(values);
  }

  static VmConfig from(Fields data) {
    Map<String, String> values = new LinkedHashMap<>(data.texts());
    Optional<Digest> digest = Optional.ofNullable(values.remove("digest")).map(Digest::of);
    return new VmConfig(values, digest);
  }

  public Optional<String> value(String key) {
    return Optional.ofNullable(values.get(key));
  }

  public Optional<String> name() {
    return value("name");
  }

  /** Without trailing newlines, which some versions add (PVE-D48). */
  public String description() {
    return value("description").orElse("").stripTrailing();
  }

  public Set<Tag> tags() {
    Set<Tag> tags = new LinkedHashSet<>();
    for (String word : value("tags").orElse("").split("[,; ]+")) {
      if (!word.isBlank()) {
        tags.add(Tag.of(word));
      }
    }
    return tags;
  }

  /** Who works on the configuration, or died doing so: {@code clone}, {@code migrate}, … */
  public Optional<String> lock() {
    return value("lock").filter(lock -> !lock.isBlank());
  }

  public boolean template() {
    return value("template").filter(flag -> flag.equals("1")).isPresent();
  }

  public MemoryMib memory() {
    return value("memory")
        .map(text -> PropertyString.parse(text))
        .flatMap(parts -> parts.get("current").or(() -> parts.get(PropertyString.FIRST)))
        .map(Long::parseLong)
        .map(MemoryMib::of)
        .orElse(MemoryMib.of(DEFAULT_MEMORY_MIB));
  }

  /** Those that are plugged in: cores times sockets, unless it says how many of them. */
  public int processors() {
    return value("vcpus")
        .map(Integer::parseInt)
        .orElseGet(() -> number("cores") * number("sockets"));
  }

  private int number(String key) {
    return value(key).map(Integer::parseInt).orElse(1);
  }

  /** Network cards by their number. */
  public SortedMap<Integer, NetworkDevice> networks() {
    SortedMap<Integer, NetworkDevice> networks = new TreeMap<>();
    for (int index = 0; index < NETWORK_CARDS; index++) {
      int number = index;
      value("net" + index).ifPresent(text -> networks.put(number, NetworkDevice.parse(text)));
    }
    return networks;
  }

  /** What cloud-init gives the network card of that number. */
  public Optional<IpConfig> ipConfig(int index) {
    return value("ipconfig" + index).map(IpConfig::new);
  }

  /** Everything plugged in, drives for cloud-init and images included. */
  public SortedMap<DiskSlot, DiskDevice> disks() {
    SortedMap<DiskSlot, DiskDevice> disks = new TreeMap<>();
    values.forEach(
        (key, text) -> {
          if (DISK.matcher(key).matches()) {
            disks.put(DiskSlot.of(key), DiskDevice.parse(text));
          }
        });
    return disks;
  }

  public SshKeys sshKeys() {
    return SshKeys.decode(value("sshkeys").orElse(""));
  }

  @Override
  public String toString() {
    return "VmConfig" + values.keySet();
  }
}
