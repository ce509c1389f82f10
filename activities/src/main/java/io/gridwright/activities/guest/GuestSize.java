package io.gridwright.activities.guest;

import io.gridwright.activities.hypervisor.GuestRefusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a guest uses of what it has.
 *
 * @param memoryMib online, what its kernel keeps for itself included
 */
public record GuestSize(long memoryMib, int cpus) {
  private static final Pattern ANSWER = Pattern.compile("(\\d{1,9}) (\\d{1,5})");

  /** Lets it take into use what was plugged in, and asks what it uses. */
  public static GuestSize of(GuestShell guest) {
    GuestToolkit.SIZE.bring(guest);
    String said = guest.runWell(GuestToolkit.SIZE.command()).strip();
    Matcher answer = ANSWER.matcher(said);
    if (!answer.matches()) {
      throw new GuestRefusal("a guest that was asked for its size said: " + said);
    }
    return new GuestSize(Long.parseLong(answer.group(1)), Integer.parseInt(answer.group(2)));
  }

  /** Whether it uses at least as much of each. */
  public boolean holds(long memory, int processors) {
    return memoryMib >= memory && cpus >= processors;
  }
}
