package io.gridwright.emulator.guest.program;

import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.service.LinkProbe;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code sh}, as far as the scripts go that the engine writes to {@code /usr/local/lib/gridwright}:
 * each has an equivalent here, found by its name; there is no shell.
 */
final class ShellScripts implements Program {
  private static final String LIBRARY = "/usr/local/lib/gridwright/";
  private static final int NOT_FOUND = 127;
  private static final int USAGE = 2;
  private static final int MOST_TRIES = 1000;

  @Override
  public List<String> names() {
    return List.of("sh", "bash", "dash");
  }

  @Override
  public Result run(GuestSystem guest, List<String> arguments) {
    if (arguments.size() == 2 && arguments.get(0).equals("-c")) {
      return builtin(guest, arguments.get(1));
    }
    if (arguments.isEmpty() || arguments.get(0).startsWith("-")) {
      return Result.fails(NOT_FOUND, "sh: this guest runs only the scripts below " + LIBRARY);
    }
    String script = arguments.get(0);
    if (!script.startsWith(LIBRARY) || !guest.disk().holds(script)) {
      return Result.fails(NOT_FOUND, "sh: 0: cannot open " + script + ": No such file");
    }
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (script.substring(LIBRARY.length())) {
      case "probe.sh" -> probe(guest, rest);
      case "announce.sh" -> announce(guest, rest);
      case "sessions.sh" -> sessions(guest, rest);
      case "balance.sh" -> BalanceScript.run(guest, rest);
      case "keys.sh" -> keys(guest, rest);
      case "seal.sh" -> Result.DONE;
      case "size.sh" -> Result.says("%d %d".formatted(guest.memoryMib(), guest.cpus()));
      case "grow.sh" -> Result.says("grown to %d MiB".formatted(guest.diskMib()));
      default -> Result.fails(NOT_FOUND, "sh: " + script + ": this guest knows no equivalent");
    };
  }

  private static Result builtin(GuestSystem guest, String line) {
    if (line.startsWith("echo ")) {
      return Result.says(line.substring("echo ".length()));
    }
    if (line.startsWith("command -v ")) {
      String program = line.substring("command -v ".length());
      return Programs.find(guest, program).isPresent()
          ? Result.says(program)
          : Result.fails(NOT_FOUND, "");
    }
    return Result.fails(NOT_FOUND, "sh: this guest knows echo and command -v only");
  }

  private static Result probe(GuestSystem guest, List<String> arguments) {
    if (arguments.size() < 3
        || !arguments.get(1).matches("\\d{1,5}")
        || !arguments.get(2).matches("\\d{1,4}")) {
      return Result.fails(USAGE, "usage: probe.sh HOST PORT COUNT");
    }
    int port = Integer.parseInt(arguments.get(1));
    int count = Math.min(Integer.parseInt(arguments.get(2)), MOST_TRIES);
    StringBuilder output = new StringBuilder();
    boolean all = count > 0;
    for (int i = 0; i < count; i++) {
      LinkProbe.Attempt attempt = guest.probe().attempt(arguments.get(0), port);
      if (attempt.result() == LinkProbe.Result.UNKNOWN_HOST) {
        return Result.fails(USAGE, "probe.sh: cannot resolve " + arguments.get(0));
      }
      all &= attempt.result() == LinkProbe.Result.CONNECTED;
      output.append(line(attempt)).append('\n');
    }
    return new Result(all ? 0 : 1, output.toString(), "");
  }

  private static String line(LinkProbe.Attempt attempt) {
    return switch (attempt.result()) {
      case CONNECTED -> String.format(Locale.ROOT, "%.3f", attempt.took().toNanos() / 1e6);
      case REFUSED -> "refused";
      case TIMEOUT, UNKNOWN_HOST -> "timeout";
    };
  }

  private static Result sessions(GuestSystem guest, List<String> arguments) {
    return arguments.stream().allMatch(port -> port.matches("\\d{1,5}"))
        ? Result.says(
            String.valueOf(guest.established(arguments.stream().map(Integer::valueOf).toList())))
        : Result.fails(USAGE, "usage: sessions.sh PORT...");
  }

  private static Result keys(GuestSystem guest, List<String> arguments) {
    if (arguments.size() != 1 || !arguments.get(0).matches("[a-z][a-z0-9_-]*")) {
      return Result.fails(USAGE, "usage: keys.sh USER");
    }
    String file = "/home/" + arguments.get(0) + "/.ssh/authorized_keys";
    Set<String> keys = new LinkedHashSet<>(guest.disk().text(file).lines().toList());
    guest.disk().text("/etc/gridwright/keys-gone").lines().forEach(keys::remove);
    guest.disk().text("/etc/gridwright/keys").lines().forEach(keys::add);
    String text = keys.stream().map(key -> key + "\n").collect(Collectors.joining());
    guest.disk().write(file, text.getBytes(StandardCharsets.UTF_8));
    return Result.DONE;
  }

  private static Result announce(GuestSystem guest, List<String> arguments) {
    Optional<Ipv4> address = arguments.stream().findFirst().flatMap(Ipv4::parse);
    if (address.isEmpty()) {
      return Result.fails(USAGE, "usage: announce.sh ADDRESS");
    }
    return guest.announce(address.get())
        ? Result.DONE
        : Result.fails(1, "announce.sh: " + address.get() + " is not an address of this guest");
  }
}
