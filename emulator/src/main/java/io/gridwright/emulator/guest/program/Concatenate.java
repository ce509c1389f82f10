package io.gridwright.emulator.guest.program;

import java.util.List;

/** {@code cat FILE…}. */
final class Concatenate implements Program {
  @Override
  public List<String> names() {
    return List.of("cat");
  }

  @Override
  public Result run(GuestSystem guest, List<String> arguments) {
    StringBuilder output = new StringBuilder();
    StringBuilder errors = new StringBuilder();
    for (String file : arguments) {
      if (guest.disk().holds(file)) {
        output.append(guest.disk().text(file));
      } else {
        errors.append("cat: ").append(file).append(": No such file or directory\n");
      }
    }
    return new Result(errors.isEmpty() ? 0 : 1, output.toString(), errors.toString());
  }
}
