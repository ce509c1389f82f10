package io.gridwright.emulator.guest.program;

import java.util.List;

/**
 * {@code haproxy-ctl COMMAND}: one command of HAProxy's runtime API, such as {@code show servers
 * state}.
 */
final class HaproxyControl implements Program {
  @Override
  public List<String> names() {
    return List.of("haproxy-ctl");
  }

  @Override
  public Result run(GuestSystem guest, List<String> arguments) {
    if (guest.balancer().isEmpty()) {
      return Result.fails(127, "haproxy-ctl: command not found");
    }
    if (!guest.balancer().get().active()) {
      return Result.fails(1, "haproxy-ctl: haproxy does not run");
    }
    return Result.says(guest.balancer().get().command(String.join(" ", arguments)).stripTrailing());
  }
}
