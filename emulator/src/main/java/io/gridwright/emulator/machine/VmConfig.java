package io.gridwright.emulator.machine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A machine's configuration: what holds, what waits for the next start, what snapshots remember.
 * Immutable. Its digest is the SHA-1 of its text, as in pmxcfs.
 *
 * @param current the applied keys
 * @param pending keys that wait for a stop and start
 * @param pendingDeletes keys that will go then
 * @param snapshots the keys of each snapshot, {@code snaptime}, {@code parent} … among them
 */
public record VmConfig(
    SortedMap<String, String> current,
    SortedMap<String, String> pending,
    SortedSet<String> pendingDeletes,
    SortedMap<String, SortedMap<String, String>> snapshots) {

  private static final String DEFAULT_HOTPLUG = "network,disk,usb";

  /** No key at all. */
  public static final VmConfig EMPTY =
      new VmConfig(new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeMap<>());

  public VmConfig {
    current = new TreeMap<>(current);
    pending = new TreeMap<>(pending);
    pendingDeletes = new TreeSet<>(pendingDeletes);
    snapshots = new TreeMap<>(snapshots);
  }

  public static VmConfig of(Map<String, String> current) {
    return new VmConfig(new TreeMap<>(current), new TreeMap<>(), new TreeSet<>(), new TreeMap<>());
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(current.get(key));
  }

  /** Whether a boolean key says 1. */
  public boolean is(String key) {
    return "1".equals(current.get(key));
  }

  public Optional<String> lock() {
    return get("lock");
  }

  public boolean template() {
    return is("template");
  }

  public VmConfig with(String key, String value) {
    VmConfig copy = copy();
    copy.current.put(key, value);
    copy.forget(key);
    return copy;
  }

  public VmConfig without(String key) {
    VmConfig copy = copy();
    copy.current.remove(key);
    copy.forget(key);
    return copy;
  }

  public VmConfig withPending(String key, String value) {
    VmConfig copy = copy();
    copy.forget(key);
    if (!value.equals(current.get(key))) {
      copy.pending.put(key, value);
    }
    return copy;
  }

  public VmConfig withPendingDelete(String key) {
    VmConfig copy = copy();
    copy.forget(key);
    copy.pendingDeletes.add(key);
    return copy;
  }

  /** Without what waits for this key. */
  public VmConfig reverted(String key) {
    VmConfig copy = copy();
    copy.forget(key);
    return copy;
  }

  public VmConfig withSnapshot(String name, Map<String, String> keys) {
    VmConfig copy = copy();
    copy.snapshots.put(name, new TreeMap<>(keys));
    return copy;
  }

  public VmConfig withoutSnapshot(String name) {
    VmConfig copy = copy();
    copy.snapshots.remove(name);
    return copy;
  }

  /** What holds once everything pending has been applied. */
  public VmConfig applied() {
    VmConfig copy = copy();
    copy.current.putAll(pending);
    copy.current.keySet().removeAll(pendingDeletes);
    copy.pending.clear();
    copy.pendingDeletes.clear();
    return copy;
  }

  /** Other current keys, everything else the same. */
  public VmConfig withCurrent(Map<String, String> keys) {
    return new VmConfig(new TreeMap<>(keys), pending, pendingDeletes, snapshots);
  }

  /** Disk keys with a volume, cloud-init drives and mounted images included. */
  public SortedMap<String, String> drives() {
    SortedMap<String, String> drives = new TreeMap<>();
    current.forEach(
        (key, value) -> {
          if (isDrive(key) && !value.startsWith("none")) {
            drives.put(key, value);
          }
        });
    return drives;
  }

  /** Whether a key names a drive. */
  public static boolean isDrive(String key) {
    return key.matches("(scsi|virtio|sata|ide)\\d+|efidisk0|tpmstate0");
  }

  /** The keys {@code net0} to {@code net31} that are set. */
  public IntStream interfaces() {
    return IntStream.range(0, 32).filter(n -> current.containsKey("net" + n));
  }

  /** Configured memory in MiB. */
  public long memoryMib() {
    String memory = get("memory").orElse("512");
    return Long.parseLong(memory.startsWith("current=") ? memory.substring(8) : memory);
  }

  /** What a process of this configuration has: whole modules, where memory can be plugged in. */
  public long memoryInForceMib() {
    return hotplugs("memory") ? Dimms.plugged(memoryMib(), sockets()) : memoryMib();
  }

  /** The least memory where it can be plugged in. */
  public long staticMemoryMib() {
    return Dimms.STATIC_MIB * sockets();
  }

  /** Processors that are plugged in: all that there can be, unless it says how many. */
  public int cpus() {
    return get("vcpus").map(Integer::parseInt).orElse(mostCpus());
  }

  /** Sockets times cores. */
  public int mostCpus() {
    return sockets() * Integer.parseInt(get("cores").orElse("1"));
  }

  private int sockets() {
    return Integer.parseInt(get("sockets").orElse("1"));
  }

  /** Whether something of that kind can be plugged in while the machine runs. */
  public boolean hotplugs(String kind) {
    String kinds = get("hotplug").orElse(DEFAULT_HOTPLUG);
    String named = kinds.equals("1") ? DEFAULT_HOTPLUG : kinds;
    return List.of(named.split("[,; ]+")).contains(kind);
  }

  public String text() {
    return ConfigText.write(this);
  }

  /** SHA-1 of the text, 40 hex digits. */
  public String digest() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1").digest(text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private VmConfig copy() {
    return new VmConfig(current, pending, pendingDeletes, snapshots);
  }

  private void forget(String key) {
    pending.remove(key);
    pendingDeletes.remove(key);
  }
}
