package io.gridwright.activities.guest;

import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.proxmox.agent.GuestAgent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The customer's cloud-init user data. Proxmox VE takes none by its API (only as a file on a node),
 * so it goes in by the agent, and cloud-init's own modules carry it out there, once.
 */
public final class UserData {
  private static final String FILE = "/etc/gridwright/user-data";
  private static final String APPLIED = "/etc/gridwright/user-data.applied";

  /** In cloud-init's own order; the last runs what the one before it wrote down. */
  private static final List<String> MODULES =
      List.of(
          "users_groups",
          "write_files",
          "package_update_upgrade_install",
          "runcmd",
          "scripts_user");

  private UserData() {}

  /**
   * Carries out what was not carried out before of exactly this. A module that succeeded never runs
   * again; one whose end nobody saw does.
   *
   * @throws io.temporal.failure.ApplicationFailure if a module fails: it may have done half of its
   *     work, so that it is not repeated. What it said is not told: it may quote the customer's
   *     data
   */
  public static void apply(GuestShell guest, String userData) {
    String digest = digest(userData);
    List<String> done = new ArrayList<>(List.of(digest));
    guest.read(APPLIED).map(text -> text.lines().toList()).stream()
        .filter(lines -> lines.contains(digest))
        .forEach(lines -> lines.stream().filter(MODULES::contains).forEach(done::add));
    if (done.containsAll(MODULES)) {
      return;
    }
    guest.write(FILE, userData);
    for (String module : MODULES) {
      if (!done.contains(module)) {
        run(guest, module);
        done.add(module);
        guest.write(APPLIED, String.join("\n", done) + "\n");
      }
    }
  }

  private static void run(GuestShell guest, String module) {
    GuestAgent.Execution execution =
        guest.run(
            List.of(
                "cloud-init", "--file", FILE, "single", "--name", module, "--frequency", "always"));
    if (!execution.succeeded()) {
      throw FailureMapping.refused(
          "carry out the user data",
          "cloud-init's module %s ended with %s"
              .formatted(module, execution.exitCode().map(c -> "code " + c).orElse("a signal")),
          "Correct the user data, and order again.",
          null);
    }
  }

  private static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
