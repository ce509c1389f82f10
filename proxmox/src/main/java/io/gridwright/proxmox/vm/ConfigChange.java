package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.value.Digest;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A change of a configuration.
 *
 * @param settings keys to set
 * @param deleted keys to remove
 * @param digest of the configuration that was read; the change is refused if it differs by now
 */
public record ConfigChange(VmSettings settings, Set<String> deleted, Optional<Digest> digest) {
  public static ConfigChange to(VmSettings settings) {
    return new ConfigChange(settings, Set.of(), Optional.empty());
  }

  public static ConfigChange deleting(String... keys) {
    return new ConfigChange(VmSettings.none(), Set.of(keys), Optional.empty());
  }

  public ConfigChange andDelete(String key) {
    Set<String> more = new LinkedHashSet<>(deleted);
    more.add(key);
    return new ConfigChange(settings, more, digest);
  }

  /** Only if nobody wrote since the configuration with this digest was read. */
  public ConfigChange ifStill(Digest read) {
    return new ConfigChange(settings, deleted, Optional.of(read));
  }

  public boolean isEmpty() {
    return settings.isEmpty() && deleted.isEmpty();
  }

  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(settings.values().keySet());
    keys.addAll(deleted);
    return keys;
  }

  Call addTo(Call call) {
    return call.withAll(settings.values()).withList("delete", deleted).with("digest", digest);
  }
}
