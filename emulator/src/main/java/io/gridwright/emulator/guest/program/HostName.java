package io.gridwright.emulator.guest.program;

import java.util.List;

/** {@code hostname}. */
final class HostName implements Program {
  @Override
  public List<String> names() {
    return List.of("hostname");
  }

  @Override
  public Result run(GuestSystem guest, List<String> arguments) {
    return Result.says(guest.hostname());
  }
}
