package io.gridwright.emulator.guest.program;

import io.gridwright.emulator.guest.balancer.Balancer;
import java.util.List;

/** {@code systemctl reload|restart|start|stop|is-active UNIT}. */
final class SystemControl implements Program {
  private static final int NO_SUCH_UNIT = 5;
  private static final int NOT_ACTIVE = 3;

  @Override
  public List<String> names() {
    return List.of("systemctl");
  }

  @Override
  public Result run(GuestSystem guest, List<String> arguments) {
    List<String> words = arguments.stream().filter(word -> !word.startsWith("-")).toList();
    if (words.isEmpty() || words.get(0).equals("daemon-reload")) {
      return Result.DONE;
    }
    if (words.size() < 2) {
      return Result.fails(1, "Too few arguments.");
    }
    String verb = words.get(0);
    String unit = words.get(1).replaceFirst("\\.service$", "");
    if (!guest.units().contains(unit)) {
      return Result.fails(
          NO_SUCH_UNIT,
          "Failed to %s %s.service: Unit %s.service not found.".formatted(verb, unit, unit));
    }
    return guest
        .balancer()
        .filter(balancer -> unit.equals("haproxy"))
        .map(balancer -> control(guest, balancer, verb))
        .orElseGet(() -> other(guest, verb));
  }

  private static Result other(GuestSystem guest, String verb) {
    guest.servicesChanged();
    return verb.equals("is-active") ? Result.says("active") : Result.DONE;
  }

  private static Result control(GuestSystem guest, Balancer balancer, String verb) {
    switch (verb) {
      case "is-active":
        return balancer.active() ? Result.says("active") : new Result(NOT_ACTIVE, "inactive\n", "");
      case "enable", "disable", "status":
        return Result.DONE;
      case "stop":
        balancer.stop();
        guest.balancerChanged();
        return Result.DONE;
      default:
        return load(guest, balancer, verb);
    }
  }

  private static Result load(GuestSystem guest, Balancer balancer, String verb) {
    if (verb.equals("restart")) {
      balancer.stop();
    }
    if (verb.equals("reload") && !balancer.active()) {
      return Result.fails(1, "haproxy.service is not active, cannot reload.");
    }
    Balancer.Outcome outcome = balancer.load(guest.disk().text(Balancer.CONFIGURATION_FILE));
    guest.balancerChanged();
    return outcome.valid()
        ? Result.DONE
        : Result.fails(
            1,
            "Job for haproxy.service failed because the control process exited with error code.\n"
                + outcome.text());
  }
}
