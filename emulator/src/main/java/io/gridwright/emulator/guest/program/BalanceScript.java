package io.gridwright.emulator.guest.program;

import io.gridwright.emulator.guest.balancer.Balancer;
import io.gridwright.emulator.guest.disk.GuestDisk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code balance.sh TICKET FILE}: HAProxy follows the file, unless the one that it follows carries
 * this ticket or a higher one; it is reloaded either way.
 */
final class BalanceScript {
  private static final int USAGE = 2;
  private static final int MISSING = 3;
  private static final String IN_FORCE = Balancer.CONFIGURATION_FILE;
  private static final String DIRECTORY = IN_FORCE.substring(0, IN_FORCE.lastIndexOf('/'));
  private static final Pattern TICKET =
      Pattern.compile("^# ticket (\\d{1,18})$", Pattern.MULTILINE);
  private static final Pattern FRESH =
      Pattern.compile(Pattern.quote(IN_FORCE.substring(DIRECTORY.length() + 1)) + "\\.(\\d{1,18})");

  private BalanceScript() {}

  static Program.Result run(GuestSystem guest, List<String> arguments) {
    if (arguments.size() != 2 || !arguments.get(0).matches("\\d{1,18}")) {
      return Program.Result.fails(USAGE, "usage: balance.sh TICKET FILE");
    }
    // As the script's flock: of the guest whose disk this is.
    synchronized (guest.disk()) {
      return take(guest, Long.parseLong(arguments.get(0)), arguments.get(1));
    }
  }

  private static Program.Result take(GuestSystem guest, long ticket, String file) {
    GuestDisk disk = guest.disk();
    if (ticket > inForce(disk)) {
      if (!disk.holds(file)) {
        return Program.Result.fails(MISSING, "balance.sh: " + file + " is not there");
      }
      Program.Result judged = new HaproxyCheck().run(guest, List.of("-c", "-f", file));
      if (judged.exitCode() != 0) {
        return judged;
      }
      disk.write(IN_FORCE, disk.text(file).getBytes(StandardCharsets.UTF_8));
    }
    disk.names(DIRECTORY).stream()
        .filter(name -> isLeft(name, ticket))
        .forEach(name -> disk.delete(DIRECTORY + "/" + name));
    boolean active = guest.balancer().filter(Balancer::active).isPresent();
    return new SystemControl().run(guest, List.of(active ? "reload" : "start", "haproxy"));
  }

  private static long inForce(GuestDisk disk) {
    Matcher held = TICKET.matcher(disk.text(IN_FORCE));
    return held.find() ? Long.parseLong(held.group(1)) : 0;
  }

  /** Files of attempts that ended before they came to this script, and its own. */
  private static boolean isLeft(String name, long ticket) {
    Matcher fresh = FRESH.matcher(name);
    return fresh.matches() && Long.parseLong(fresh.group(1)) <= ticket;
  }
}
