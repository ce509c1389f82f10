package io.gridwright.emulator.guest.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All installed programs; the one place that lists them. */
public final class Programs {
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

  /** The program that a path or bare name starts. */
  public static Optional<Program> find(String command) {
    return Optional.ofNullable(BY_NAME.get(command.substring(command.lastIndexOf('/') + 1)));
  }
}
