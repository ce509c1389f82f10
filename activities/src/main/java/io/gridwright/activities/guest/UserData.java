package io.gridwright.activities.guest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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

  /** Carries it out unless exactly this was carried out before. */
  public static void apply(GuestShell guest, String userData) {
    String digest = digest(userData);
    if (guest.read(APPLIED).filter(done -> done.strip().equals(digest)).isPresent()) {
      return;
    }
    guest.write(FILE, userData);
    for (String module : MODULES) {
      guest.runWell(
          List.of(
              "cloud-init", "--file", FILE, "single", "--name", module, "--frequency", "always"));
    }
    guest.write(APPLIED, digest + "\n");
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
