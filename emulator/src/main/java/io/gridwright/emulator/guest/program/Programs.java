package io.gridwright.emulator.guest.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All installed programs; the one place that lists them. */
public final class Programs {
  /** Names of programs that an image lacks, one a line. */
  private static final String ABSENT = "/etc/emulator/absent";

  private static final List<Program> INSTALLED =
      List.of(
          new ShellScripts(),
          new Concatenate(),
          new HostName(),
          new Interfaces(),
          new Housekeeping(),
          new SystemControl(),
          new HaproxyCheck(),
          new HaproxyControl(),
          new DatabaseControl());

  private static final Map<String, Program> BY_NAME = new HashMap<>();

  static {
    INSTALLED.forEach(program -> program.names().forEach(name -> BY_NAME.put(name, program)));
  }

  private Programs() {}

  /** The program that a path or bare name starts in a guest. */
  public static Optional<Program> find(GuestSystem guest, String command) {
    String name = command.substring(command.lastIndexOf('/') + 1);
    boolean absent = guest.disk().text(ABSENT).lines().anyMatch(name::equals);
    return absent ? Optional.empty() : Optional.ofNullable(BY_NAME.get(name));
  }
}
