package io.gridwright.emulator.guest.runtime;

import io.gridwright.emulator.guest.address.Ownership;
import io.gridwright.emulator.guest.service.Load;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The load that each component has been given; idle if none. */
final class Loads {
  private record Key(String configuration, String component) {}

  private final Map<Key, Load> loads = new ConcurrentHashMap<>();

  void set(String configuration, String component, Load load) {
    loads.put(new Key(configuration, component), load);
  }

  Load of(Ownership owner) {
    return loads.getOrDefault(new Key(owner.configuration(), owner.component()), Load.IDLE);
  }
}
