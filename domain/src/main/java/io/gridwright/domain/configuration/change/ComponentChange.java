package io.gridwright.domain.configuration.change;

import io.gridwright.domain.configuration.ComponentId;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of one component.
 *
 * @param id of the component; empty for one that is new and was not accepted yet
 * @param component its name, the new one where it is renamed
 * @param why what differs, a clause each; empty where nothing does
 */
public record ComponentChange(
    Optional<ComponentId> id,
    String component,
    How how,
    Interruption interruption,
    List<String> why) {
  public ComponentChange {
    why = List.copyOf(why);
  }

  /** Whether any machine of it is touched, made or removed. */
  public boolean touches() {
    return how != How.NONE;
  }
}
