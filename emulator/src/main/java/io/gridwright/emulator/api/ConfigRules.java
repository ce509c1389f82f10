package io.gridwright.emulator.api;

import io.gridwright.emulator.machine.NetworkInterface;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who may set which configuration key, and how values are stored. */
final class ConfigRules {
  private static final Set<String> ROOT_ONLY = Set.of("args", "lock");

  private final Rights rights;

  ConfigRules(Rights rights) {
    this.rights = rights;
  }

  /** Checks rights, root-only keys and the values that no schema checks. */
  void check(Call call, Map<String, String> keys) {
    String path = "/vms/" + call.required("vmid");
    String pool = call.text("pool").map(p -> "/pool/" + p).orElse(path);
    keys.forEach(
        (key, value) -> {
          refuseRootOnly(call, key);
          String privilege = ConfigKeys.privilege(key);
          if (!rights.hasAny(call.caller(), pool, privilege)) {
            rights.requireAll(call.caller(), path, privilege);
          }
          if (key.matches("net\\d+")) {
            checkBridge(call, value);
          }
          if (key.equals("sshkeys")) {
            checkSshKeys(value);
          }
        });
  }

  private static void refuseRootOnly(Call call, String key) {
    boolean rootOnly = ROOT_ONLY.contains(key) || key.startsWith("hostpci");
    if (rootOnly && !call.caller().root()) {
      throw ApiException.failed("only root can set '" + key + "' config");
    }
    if (key.equals("hookscript") && !call.caller().root()) {
      throw ApiException.parameter( // PVE-D41
          "hookscript", "script '" + call.required("hookscript") + "' does not exist");
    }
  }

  private void checkBridge(Call call, String value) {
    NetworkInterface.parse(value)
        .bridge()
        .ifPresent(
            bridge ->
                rights.requireAll(call.caller(), "/sdn/zones/localnetwork/" + bridge, "SDN.Use"));
  }

  /** PVE-D10: well encoded, and no key all the same. */
  private static void checkSshKeys(String value) {
    boolean good =
        RequestBody.decode(value)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .allMatch(
                line ->
                    line.matches(
                        "(.*\\s)?(ssh-(rsa|dss|ed25519)|ecdsa-sha2-\\S+|sk-\\S+)\\s+[A-Za-z0-9+/=]{16,}(\\s.*)?"));
    if (!good) {
      throw ApiException.failed("SSH public key validation error");
    }
  }

  /** The values as they are stored; a description without its trailing blanks (PVE-D48). */
  static Map<String, String> normalised(Map<String, String> keys) {
    Map<String, String> stored = new TreeMap<>();
    keys.forEach(
        (key, value) -> {
          String text =
              switch (key) {
                case "description" -> value.stripTrailing();
                case "tags" -> tags(value);
                default -> value;
              };
          if (!text.isEmpty() || !key.equals("description")) {
            stored.put(key, text);
          }
        });
    return stored;
  }

  /** Lower-cased, sorted, each once; no tag at all is stored as one blank (PVE-D48). */
  static String tags(String value) {
    TreeSet<String> tags =
        Arrays.stream(value.split("[,; \0]+"))
            .filter(tag -> !tag.isEmpty())
            .map(tag -> tag.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    return tags.isEmpty() ? " " : String.join(";", tags);
  }
}
