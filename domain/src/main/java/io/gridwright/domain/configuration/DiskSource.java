package io.gridwright.domain.configuration;

import java.util.Optional;

/**
 * Where the first disk of a component comes from instead of its image: exactly one of a backup's id
 * and the name of a component to copy (F54, F55).
 */
public record DiskSource(Optional<String> backup, Optional<String> component) {
  public DiskSource {
    if (backup.isPresent() == component.isPresent()) {
      throw new IllegalArgumentException(
          "a disk comes either from a backup or from a component; name exactly one");
    }
  }
}
