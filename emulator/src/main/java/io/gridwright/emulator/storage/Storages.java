package io.gridwright.emulator.storage;

import io.gridwright.emulator.disk.StateFiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The storages and their volumes: {@code local} on each node, and {@code backup}, which all nodes
 * share. Not safe for several threads by itself; the cluster's monitor guards it.
 */
public final class Storages {
  /** Each node's own directory storage. */
  public static final String LOCAL = "local";

  /** The storage that all nodes share. */
  public static final String SHARED = "backup";

  private final StateFiles files;
  private final Map<String, StorageDefinition> definitions = new LinkedHashMap<>();
  private final Map<String, Map<String, Volume>> volumes = new TreeMap<>();

  public Storages(StateFiles files, long localBytes, Collection<String> nodes) {
    this.files = files;
    define(
        new StorageDefinition(
            LOCAL, "dir", false, Set.of("images", "iso", "snippets", "import"), localBytes));
    define(new StorageDefinition(SHARED, "nfs", true, Set.of("backup", "images"), 10 * localBytes));
    nodes.forEach(node -> load(LOCAL, node));
    load(SHARED, "");
  }

  private void define(StorageDefinition definition) {
    definitions.put(definition.id(), definition);
  }

  private void load(String storage, String node) {
    Map<String, Volume> content = new TreeMap<>();
    files
        .readJson(file(place(storage, node)), Volume[].class)
        .ifPresent(list -> Arrays.stream(list).forEach(v -> content.put(v.name(), v)));
    volumes.put(place(storage, node), content);
  }

  private static String file(String place) {
    return "storage/" + place + ".json";
  }

  private String place(String storage, String node) {
    return definitions.get(storage).shared() ? storage : node + "-" + storage;
  }

  public Collection<StorageDefinition> definitions() {
    return List.copyOf(definitions.values());
  }

  public Optional<StorageDefinition> definition(String id) {
    return Optional.ofNullable(definitions.get(id));
  }

  /** The volumes of a storage as a node sees it. */
  public List<Volume> content(String storage, String node) {
    return List.copyOf(at(storage, node).values());
  }

  private Map<String, Volume> at(String storage, String node) {
    return volumes.get(place(storage, node));
  }

  public Optional<Volume> find(String storage, String node, String name) {
    return Optional.ofNullable(at(storage, node).get(name))
        .or(
            () ->
                at(storage, node).values().stream()
                    .filter(v -> v.name().endsWith("/" + name))
                    .findFirst());
  }

  /** The volume of a volid as a node sees it. */
  public Optional<Volume> find(String volid, String node) {
    int colon = volid.indexOf(':');
    if (colon < 0 || !definitions.containsKey(volid.substring(0, colon))) {
      return Optional.empty();
    }
    return find(volid.substring(0, colon), node, volid.substring(colon + 1));
  }

  /** Adds or replaces a volume. */
  public void put(String storage, String node, Volume volume) {
    at(storage, node).put(volume.name(), volume);
    save(storage, node);
  }

  /** Removes a volume; says whether it was there. */
  public boolean remove(String storage, String node, String name) {
    boolean was = at(storage, node).remove(name) != null;
    save(storage, node);
    return was;
  }

  private void save(String storage, String node) {
    files.writeJson(file(place(storage, node)), new ArrayList<>(at(storage, node).values()));
  }

  /** Bytes in use; images are thin. */
  public long used(String storage, String node) {
    return at(storage, node).values().stream().mapToLong(Volume::used).sum();
  }

  /** Whether a linked clone still stands on this volume. */
  public boolean inUse(String storage, String node, String name) {
    return at(storage, node).values().stream()
        .anyMatch(volume -> volume.base().filter(name::equals).isPresent());
  }

  /** The first free {@code vm-<vmid>-disk-N} of a machine. */
  public String freeDiskName(String storage, String node, int vmid) {
    for (int n = 0; ; n++) {
      String name = vmid + "/vm-" + vmid + "-disk-" + n + ".qcow2";
      if (find(storage, node, name).isEmpty()) {
        return name;
      }
    }
  }
}
