package io.gridwright.emulator.work;

import io.gridwright.emulator.disk.StateFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the HA manager looks after: {@code resources.cfg} and {@code rules.cfg} of the cluster. */
public final class HaRegister {
  private static final String FILE = "ha.json";

  private final StateFiles files;
  private final Object monitor;
  private final Content content;

  static final class Content {
    public Map<Integer, Map<String, String>> resources = new TreeMap<>();
    public Map<String, Map<String, String>> rules = new LinkedHashMap<>();
  }

  public HaRegister(StateFiles files, Object monitor) {
    this.files = files;
    this.monitor = monitor;
    this.content = files.readJson(FILE, Content.class).orElseGet(Content::new);
  }

  /** The settings of every resource by VMID. */
  public Map<Integer, Map<String, String>> resources() {
    synchronized (monitor) {
      return new TreeMap<>(content.resources);
    }
  }

  public Optional<Map<String, String>> resource(int vmid) {
    synchronized (monitor) {
      return Optional.ofNullable(content.resources.get(vmid)).map(TreeMap::new);
    }
  }

  public boolean managed(int vmid) {
    return resource(vmid).isPresent();
  }

  /** Adds or changes a resource. */
  public void add(int vmid, Map<String, String> settings) {
    synchronized (monitor) {
      Map<String, String> merged = new TreeMap<>(Map.of("state", "started"));
      merged.putAll(content.resources.getOrDefault(vmid, Map.of()));
      merged.putAll(settings);
      merged.replace("state", "enabled", "started");
      content.resources.put(vmid, merged);
      files.writeJson(FILE, content);
    }
  }

  /** Takes a setting away. */
  public void forget(int vmid, String setting) {
    synchronized (monitor) {
      Map<String, String> settings = content.resources.get(vmid);
      if (settings != null && settings.remove(setting) != null) {
        files.writeJson(FILE, content);
      }
    }
  }

  /** Removes a resource; says whether it was there. */
  public boolean remove(int vmid) {
    synchronized (monitor) {
      boolean was = content.resources.remove(vmid) != null;
      if (was) {
        files.writeJson(FILE, content);
      }
      return was;
    }
  }

  /** The rules by name. */
  public Map<String, Map<String, String>> rules() {
    synchronized (monitor) {
      return new LinkedHashMap<>(content.rules);
    }
  }

  public void putRule(String name, Map<String, String> settings) {
    synchronized (monitor) {
      content.rules.put(name, new TreeMap<>(settings));
      files.writeJson(FILE, content);
    }
  }

  public boolean removeRule(String name) {
    synchronized (monitor) {
      boolean was = content.rules.remove(name) != null;
      files.writeJson(FILE, content);
      return was;
    }
  }
}
