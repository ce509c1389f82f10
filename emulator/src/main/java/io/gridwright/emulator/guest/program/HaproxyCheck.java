package io.gridwright.emulator.guest.program;

import io.gridwright.emulator.guest.balancer.Balancer;
import java.util.List;

/** {@code haproxy -c -f FILE}: judges a configuration without running it. */
final class HaproxyCheck implements Program {
  @Override
  public List<String> names() {
    return List.of("haproxy");
  }

  @Override
  public Result run(GuestSystem guest, List<String> arguments) {
    int file = arguments.indexOf("-f") + 1;
    if (guest.balancer().isEmpty()) {
      return Result.fails(127, "haproxy: command not found");
    }
    if (!arguments.contains("-c") || file == 0 || file >= arguments.size()) {
      return Result.fails(1, "usage: haproxy -c -f FILE");
    }
    String path = arguments.get(file);
    if (!guest.disk().holds(path)) {
      return Result.fails(
          1,
          "[ALERT] Cannot open configuration file/directory "
              + path
              + " : No such file or directory");
    }
    Balancer.Outcome outcome = guest.balancer().get().check(guest.disk().text(path));
    return outcome.valid()
        ? new Result(0, "Configuration file is valid\n", outcome.text())
        : new Result(1, "", outcome.text());
  }
}
