package io.gridwright.emulator.access;

import io.gridwright.emulator.pace.Pace;
import java.util.Locale;
import java.util.Optional;

/**
 * Tickets and the tokens against cross-site requests that go with them: two hours, accepted up to
 * five minutes before their own time stamp.
 */
public final class Tickets {
  private static final long LIFETIME = 7200;
  private static final long SKEW = 300;

  private final String key;
  private final Pace pace;

  Tickets(String key, Pace pace) {
    this.key = key;
    this.pace = pace;
  }

  /** A new ticket for a user. */
  public String issue(String user) {
    String plain = "PVE:" + user + ":" + stamp();
    return plain + "::" + Secrets.sign(key, plain);
  }

  /** The user of a good ticket. */
  public Optional<String> userOf(String ticket) {
    int end = ticket.indexOf("::");
    if (end < 0 || !ticket.startsWith("PVE:")) {
      return Optional.empty();
    }
    String plain = ticket.substring(0, end);
    int stampAt = plain.lastIndexOf(':');
    boolean good =
        stampAt > 4
            && Secrets.same(Secrets.sign(key, plain), ticket.substring(end + 2))
            && fresh(plain.substring(stampAt + 1));
    return good ? Optional.of(plain.substring(4, stampAt)) : Optional.empty();
  }

  /** The CSRF prevention token for a user. */
  public String csrf(String user) {
    String stamp = stamp();
    return stamp + ":" + Secrets.sign(key, "csrf:" + stamp + ":" + user);
  }

  /** Whether a CSRF prevention token is this user's and still good. */
  public boolean csrfGood(String token, String user) {
    int colon = token.indexOf(':');
    if (colon < 0) {
      return false;
    }
    String stamp = token.substring(0, colon);
    return Secrets.same(Secrets.sign(key, "csrf:" + stamp + ":" + user), token.substring(colon + 1))
        && fresh(stamp);
  }

  private String stamp() {
    return String.format(Locale.ROOT, "%08X", pace.epoch());
  }

  private boolean fresh(String stamp) {
    try {
      long age = pace.epoch() - Long.parseLong(stamp, 16);
      return age >= -SKEW && age <= LIFETIME;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
