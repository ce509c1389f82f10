package io.gridwright.activities.guest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The scripts that the engine brings into each guest. An emulated guest knows them by their names
 * and does natively what they do.
 */
public enum GuestToolkit {
  /** {@code probe.sh HOST PORT COUNT}: one line per connect: milliseconds, refused or timeout. */
  PROBE("probe.sh"),
  /** {@code announce.sh ADDRESS}: tells the network who answers at the address now. */
  ANNOUNCE("announce.sh"),
  /** {@code sessions.sh PORT...}: how many established connections there are at its ports. */
  SESSIONS("sessions.sh"),
  /** {@code balance.sh TICKET FILE}: HAProxy follows the file, unless it follows a newer one. */
  BALANCE("balance.sh"),
  /** {@code seal.sh}: hides what the engine writes from other users of the guest. */
  SEAL("seal.sh"),
  /** {@code grow.sh}: the root's partition and file system fill the disk. */
  GROW("grow.sh"),
  /** {@code size.sh}: uses what was plugged in; prints MiB of memory and processors in use. */
  SIZE("size.sh"),
  /** {@code keys.sh USER}: who may log on as that user, by two files; what others wrote stays. */
  KEYS("keys.sh");

  private static final String LIBRARY = "/usr/local/lib/gridwright";
  private static final String SETTINGS = "/etc/gridwright";
  private static final String TEMPLATES = "/etc/cloud/templates";

  private final String file;

  GuestToolkit(String file) {
    this.file = file;
  }

  /** The command that runs it. */
  public List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", path()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Brings all scripts into a guest, and makes the directories of the engine's files. */
  public static void install(GuestShell guest) {
    guest.runWell(List.of("mkdir", "-p", LIBRARY, SETTINGS, TEMPLATES));
    for (GuestToolkit tool : values()) {
      guest.write(tool.path(), tool.text());
    }
    guest.runWell(SEAL.command());
  }

  /** Brings this script into a guest that was equipped before there was one. */
  void bring(GuestShell guest) {
    guest.write(path(), text());
  }

  String path() {
    return LIBRARY + "/" + file;
  }

  String text() {
    try (InputStream script = GuestToolkit.class.getResourceAsStream(file)) {
      if (script == null) {
        throw new IllegalStateException("the script " + file + " is missing in this build");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the script " + file + " of this build cannot be read", e);
    }
  }
}
