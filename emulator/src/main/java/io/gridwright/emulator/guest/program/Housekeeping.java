package io.gridwright.emulator.guest.program;

import java.util.List;

/** Programs whose effects nothing in an emulated guest depends on; they succeed. */
final class Housekeeping implements Program {
  @Override
  public List<String> names() {
    return List.of(
        "cloud-init", "true", "mkdir", "chmod", "chown", "sync", "fstrim", "growpart", "resize2fs");
  }

  @Override
  public Result run(GuestSystem guest, List<String> arguments) {
    return Result.DONE;
  }
}
