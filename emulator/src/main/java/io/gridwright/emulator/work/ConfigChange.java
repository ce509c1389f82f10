package io.gridwright.emulator.work;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.machine.NetworkInterface;
import io.gridwright.emulator.machine.PropertyString;
import io.gridwright.emulator.machine.VmConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * A change of a machine's configuration. On a stopped machine everything holds at once. On a
 * running one every key is first written down as pending; what can be plugged in is then taken out
 * of there. A key that cannot leaves all of the request pending: nothing is rolled back (PVE-D1).
 * Memory and processors are plugged in where {@code hotplug} says so. A guest lets go of processors
 * and keeps its memory, as Linux does that has taken it into use for itself.
 */
public final class ConfigChange {
  private final Cluster cluster;
  private final Machine machine;
  private final Map<String, String> keys;
  private final List<String> deletes;
  private final List<String> reverts;
  private final BiPredicate<VmConfig, String> live;
  private VmConfig config;

  /** What is asked for; {@code live} tells which keys a running machine takes at once. */
  public ConfigChange(
      Cluster cluster,
      Machine machine,
      Map<String, String> keys,
      List<String> deletes,
      List<String> reverts,
      BiPredicate<VmConfig, String> live) {
    this.cluster = cluster;
    this.machine = machine;
    this.keys = new TreeMap<>(keys);
    this.deletes = deletes;
    this.reverts = reverts;
    this.live = live;
    this.config = machine.config();
  }

  /** A key that could not be plugged in, and why. */
  public record HotplugProblem(String key, String reason) {}

  /** Whether plugging in needs an answer of the guest, which a silent one gives only after 6 s. */
  public boolean replugsInterface() {
    return machine.running()
        && keys.entrySet().stream().anyMatch(e -> e.getKey().matches("net\\d+") && replugs(e));
  }

  /** Whether it asks the guest for memory back, which takes it 21 s to refuse. */
  public boolean unplugsMemory() {
    return machine.running()
        && isLive("memory")
        && asked("memory")
            .map(value -> VmConfig.of(Map.of("memory", value)).memoryMib())
            .filter(memory -> memory < machine.config().memoryMib())
            .isPresent();
  }

  /** What waits already is tried again with whatever is asked for next. */
  private Optional<String> asked(String key) {
    Optional<String> waiting =
        Optional.ofNullable(machine.config().pending().get(key))
            .filter(value -> !reverts.contains(key) && !deletes.contains(key));
    return Optional.ofNullable(keys.get(key)).or(() -> waiting);
  }

  /** Where memory could be plugged in or shall be, that itself is decided at the next start. */
  private boolean isLive(String key) {
    boolean ofMemory = machine.config().hotplugs("memory") || VmConfig.of(keys).hotplugs("memory");
    return key.equals("hotplug") ? !ofMemory : live.test(machine.config(), key);
  }

  private boolean replugs(Map.Entry<String, String> change) {
    Optional<NetworkInterface> before =
        machine.config().get(change.getKey()).map(NetworkInterface::parse);
    NetworkInterface after = NetworkInterface.parse(change.getValue());
    return before
        .filter(b -> !b.mac().equals(after.mac()) || !b.model().equals(after.model()))
        .isPresent();
  }

  /** The disks asked for, made; replaces their values. */
  public void allocate(DriveAllocation drives) {
    keys.replaceAll((key, value) -> VmConfig.isDrive(key) ? drives.resolve(key, value) : value);
    keys.replaceAll(
        (key, value) ->
            key.matches("net\\d+") ? NetworkInterface.parse(value).withMac().text() : value);
  }

  /**
   * Works out the new configuration.
   *
   * @return what could not be plugged in; the configuration is to be written all the same
   */
  public Optional<HotplugProblem> apply(boolean silentGuest) {
    reverts.forEach(key -> config = config.reverted(key));
    if (!machine.running()) {
      config = config.applied();
      deletes.forEach(key -> config = deleted(config, key));
      keys.forEach((key, value) -> config = config.with(key, value));
      return Optional.empty();
    }
    deletes.forEach(key -> config = config.withPendingDelete(key));
    keys.forEach((key, value) -> config = config.withPending(key, value));
    Optional<HotplugProblem> problem = firstProblem(silentGuest);
    if (problem.isEmpty()) {
      plug();
    }
    return problem;
  }

  private Optional<HotplugProblem> firstProblem(boolean silentGuest) {
    if (unplugsMemory()) {
      return problem("memory", "error unplug memory module");
    }
    if (isLive("vcpus")
        && asked("vcpus")
            .filter(vcpus -> Integer.parseInt(vcpus) > machine.config().mostCpus())
            .isPresent()) {
      return problem("vcpus", "you can't add more vcpus than maxcpus");
    }
    for (Map.Entry<String, String> change : keys.entrySet()) {
      if (!change.getKey().matches("net\\d+")) {
        continue;
      }
      Optional<String> missing =
          NetworkInterface.parse(change.getValue())
              .bridge()
              .filter(bridge -> !Cluster.BRIDGES.contains(bridge));
      if (missing.isPresent()) {
        return problem(change.getKey(), "bridge '" + missing.get() + "' does not exist");
      }
      if (silentGuest && replugs(change)) {
        return problem(
            change.getKey(),
            "error on hot-unplugging device '" + change.getKey() + "' - still busy in guest?");
      }
    }
    return Optional.empty();
  }

  private static Optional<HotplugProblem> problem(String key, String reason) {
    return Optional.of(new HotplugProblem(key, "hotplug problem - " + reason + "\n"));
  }

  private void plug() {
    for (String key : new ArrayList<>(config.pendingDeletes())) {
      if (isLive(key)) {
        config = deleted(config, key);
      }
    }
    new TreeMap<>(config.pending())
        .forEach(
            (key, value) -> {
              if (isLive(key)) {
                config = config.with(key, key.equals("memory") ? plugged(value) : value);
              }
            });
  }

  /** What was plugged in is written, not what was asked for. */
  private String plugged(String memory) {
    return Long.toString(config.with("memory", memory).memoryInForceMib());
  }

  /** A deleted disk stays as unusedN; a deleted unusedN is destroyed. */
  private VmConfig deleted(VmConfig from, String key) {
    String value = from.current().get(key);
    if (value == null) {
      return from.without(key);
    }
    PropertyString drive = PropertyString.parse(value);
    String volid = drive.unnamed().orElse("none");
    if (key.startsWith("unused")) {
      free(volid);
    } else if (VmConfig.isDrive(key) && volid.contains("cloudinit")) {
      free(volid);
    } else if (VmConfig.isDrive(key) && drive.get("media").isEmpty() && volid.contains(":")) {
      return from.without(key).with(freeUnused(from), volid);
    }
    return from.without(key);
  }

  private static String freeUnused(VmConfig config) {
    int n = 0;
    while (config.current().containsKey("unused" + n)) {
      n++;
    }
    return "unused" + n;
  }

  private void free(String volid) {
    int colon = volid.indexOf(':');
    if (colon > 0) {
      cluster
          .grid()
          .storages()
          .remove(volid.substring(0, colon), machine.node(), volid.substring(colon + 1));
    }
  }

  /** The configuration after {@link #apply}. */
  public VmConfig config() {
    return config;
  }
}
