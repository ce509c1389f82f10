package io.gridwright.activities.guest;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** How many connections a guest has at its services. */
public final class Sessions {
  private Sessions() {}

  /**
   * Established ones at these ports. A guest whose script says no number counts as having none: it
   * has no services either.
   */
  public static int established(GuestShell guest, Collection<Integer> ports) {
    List<String> words = ports.stream().map(String::valueOf).toList();
    return Optional.of(guest.run(GuestToolkit.SESSIONS.command(words.toArray(String[]::new))))
        .filter(execution -> execution.succeeded())
        .map(execution -> execution.output().strip())
        .filter(output -> output.matches("\\d{1,9}"))
        .map(Integer::parseInt)
        .orElse(0);
  }
}
