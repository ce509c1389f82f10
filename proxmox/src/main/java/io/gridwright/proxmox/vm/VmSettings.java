package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.value.DiskSlot;
import io.gridwright.proxmox.value.MemoryMib;
import io.gridwright.proxmox.value.Tag;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Configuration keys and the values they shall have; what is not named stays as it is, or as the
 * server's default. Each method gives a new object.
 *
 * @param values as the API takes them; may hold a password, so they are never printed
 */
public record VmSettings(Map<String, String> values) {
  public VmSettings {
    values = new LinkedHashMap<>(values);
  }

  public static VmSettings none() {
    return new VmSettings(Map.of());
  }

  /** Any key; the methods below know the usual ones. */
  public VmSettings set(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(key, value);
    return new VmSettings(more);
  }

  private VmSettings set(String key, boolean value) {
    return set(key, value ? "1" : "0");
  }

  /** A DNS name: letters, digits, hyphens, dots. */
  public VmSettings name(String name) {
    return set("name", name);
  }

  /** At most 8192 characters; trailing blanks and newlines get lost (PVE-D48). */
  public VmSettings description(String text) {
    return set("description", text);
  }

  public VmSettings tags(Collection<Tag> tags) {
    return set("tags", tags.stream().map(Tag::text).collect(Collectors.joining(";")));
  }

  /** At least 16 MiB. On a running machine it stays pending until the next stop and start. */
  public VmSettings memory(MemoryMib memory) {
    return set("memory", Long.toString(memory.mib()));
  }

  /** The least memory that ballooning may leave; 0 turns ballooning off. */
  public VmSettings balloon(MemoryMib least) {
    return set("balloon", Long.toString(least.mib()));
  }

  /** Pending on a running machine, as memory is. */
  public VmSettings cores(int cores) {
    return set("cores", Integer.toString(cores));
  }

  public VmSettings sockets(int sockets) {
    return set("sockets", Integer.toString(sockets));
  }

  /** Processors plugged in at the start, of cores times sockets. */
  public VmSettings vcpus(int vcpus) {
    return set("vcpus", Integer.toString(vcpus));
  }

  /** Processors' worth of time, 0 for no limit; at once. */
  public VmSettings cpuLimit(BigDecimal cores) {
    return set("cpulimit", cores.toPlainString());
  }

  /** Weight against other guests, 1 to 10000; at once. */
  public VmSettings cpuUnits(int weight) {
    return set("cpuunits", Integer.toString(weight));
  }

  public VmSettings cpuType(String type) {
    return set("cpu", type);
  }

  public VmSettings numa(boolean on) {
    return set("numa", on);
  }

  /** What may change while the machine runs: network, disk, usb, memory, cpu. */
  public VmSettings hotplug(String kinds) {
    return set("hotplug", kinds);
  }

  public VmSettings net(int index, NetworkDevice device) {
    return set("net" + index, device.toString());
  }

  public VmSettings ipConfig(int index, IpConfig config) {
    return set("ipconfig" + index, config.toString());
  }

  public VmSettings disk(DiskSlot slot, DiskDevice device) {
    return set(slot.text(), device.toString());
  }

  public VmSettings bootFrom(DiskSlot... slots) {
    return set(
        "boot",
        "order=" + List.of(slots).stream().map(DiskSlot::text).collect(Collectors.joining(";")));
  }

  public VmSettings scsiController(String model) {
    return set("scsihw", model);
  }

  public VmSettings osType(String type) {
    return set("ostype", type);
  }

  public VmSettings serialConsole() {
    return set("serial0", "socket");
  }

  /** The device appears at the next start; the agent inside is the image's affair. */
  public VmSettings agent(boolean on) {
    return set("agent", on);
  }

  public VmSettings startOnBoot(boolean on) {
    return set("onboot", on);
  }

  /** Refuses deletion of machine and disks. */
  public VmSettings protection(boolean on) {
    return set("protection", on);
  }

  public VmSettings cloudInitUser(String user) {
    return set("ciuser", user);
  }

  public VmSettings cloudInitPassword(String password) {
    return set("cipassword", password);
  }

  /** Files on a storage for snippets: {@code user=local:snippets/u.yaml}. */
  public VmSettings cloudInitCustom(String sources) {
    return set("cicustom", sources);
  }

  public VmSettings sshKeys(SshKeys keys) {
    return set("sshkeys", keys.encoded());
  }

  public VmSettings nameServers(Collection<String> addresses) {
    return set("nameserver", String.join(" ", addresses));
  }

  public VmSettings searchDomain(String domain) {
    return set("searchdomain", domain);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public String toString() {
    return "VmSettings" + values.keySet();
  }
}
