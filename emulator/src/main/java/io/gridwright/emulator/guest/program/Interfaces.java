package io.gridwright.emulator.guest.program;

import io.gridwright.emulator.guest.address.InterfacesFile;
import java.util.List;
import java.util.stream.Collectors;

/** {@code ifreload -a}: the interface files come into force (ifupdown2). */
final class Interfaces implements Program {
  @Override
  public List<String> names() {
    return List.of("ifreload", "ifup");
  }

  @Override
  public Result run(GuestSystem guest, List<String> arguments) {
    List<InterfacesFile.Fault> faults = guest.reloadInterfaces();
    if (faults.isEmpty()) {
      return Result.DONE;
    }
    return Result.fails(
        1,
        faults.stream()
            .map(fault -> "error: line " + fault.line() + ": invalid address: " + fault.text())
            .collect(Collectors.joining("\n")));
  }
}
