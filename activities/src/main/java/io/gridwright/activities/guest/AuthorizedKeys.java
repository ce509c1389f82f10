package io.gridwright.activities.guest;

import java.util.List;

/** Whose keys may log on to a guest, beside those that others than the engine let in. */
public final class AuthorizedKeys {
  private static final String WANTED = "/etc/gridwright/keys";
  private static final String GONE = "/etc/gridwright/keys-gone";

  private AuthorizedKeys() {}

  /** Lets some in and others no more; a repeat changes nothing. */
  public static void replace(
      GuestShell guest, String user, List<String> gone, List<String> wanted) {
    GuestToolkit.KEYS.bring(guest);
    guest.write(GONE, lines(gone.stream().filter(key -> !wanted.contains(key)).toList()));
    guest.write(WANTED, lines(wanted));
    guest.runWell(GuestToolkit.KEYS.command(user));
  }

  private static String lines(List<String> keys) {
    return keys.stream().map(key -> key.strip() + "\n").reduce("", String::concat);
  }
}
