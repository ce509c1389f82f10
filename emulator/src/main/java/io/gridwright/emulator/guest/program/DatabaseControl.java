package io.gridwright.emulator.guest.program;

import io.gridwright.emulator.guest.service.Database;
import io.gridwright.emulator.guest.service.Database.WriteRefusedException;
import java.util.List;
import java.util.Optional;

/** {@code gridwright-db status|replicate-from|read-only|promote|write|read|count}. */
final class DatabaseControl implements Program {
  private static final int USAGE = 2;

  @Override
  public List<String> names() {
    return List.of("gridwright-db");
  }

  @Override
  public Result run(GuestSystem guest, List<String> arguments) {
    if (guest.database().isEmpty()) {
      return Result.fails(127, "gridwright-db: no database is installed here");
    }
    Database database = guest.database().get();
    String verb = arguments.isEmpty() ? "" : arguments.get(0);
    return switch (verb) {
      case "status" -> Result.says(database.status());
      case "count" -> Result.says(Long.toString(database.position()));
      case "promote" -> {
        database.promote();
        yield Result.says(database.status());
      }
      case "read-only" -> {
        database.readOnly(arguments.size() < 2 || !arguments.get(1).equals("off"));
        yield Result.says(database.status());
      }
      case "replicate-from" -> replicate(database, arguments);
      case "write" -> write(database, arguments);
      case "read" -> read(database, arguments);
      default ->
          Result.fails(
              USAGE,
              "usage: gridwright-db status | count | replicate-from HOST [PORT] | read-only [on|off]"
                  + " | promote | write KEY VALUE | read KEY");
    };
  }

  private static Result replicate(Database database, List<String> arguments) {
    if (arguments.size() < 2 || arguments.size() > 2 && !arguments.get(2).matches("\\d{1,5}")) {
      return Result.fails(USAGE, "usage: gridwright-db replicate-from HOST [PORT]");
    }
    int port = arguments.size() > 2 ? Integer.parseInt(arguments.get(2)) : Database.PORT;
    database.replicateFrom(arguments.get(1), port);
    return Result.says(database.status());
  }

  private static Result write(Database database, List<String> arguments) {
    if (arguments.size() < 3) {
      return Result.fails(USAGE, "usage: gridwright-db write KEY VALUE");
    }
    try {
      String value = String.join(" ", arguments.subList(2, arguments.size()));
      return Result.says("OK " + database.put(arguments.get(1), value));
    } catch (WriteRefusedException | IllegalArgumentException refused) {
      return Result.fails(1, "ERR " + refused.getMessage());
    }
  }

  private static Result read(Database database, List<String> arguments) {
    if (arguments.size() < 2) {
      return Result.fails(USAGE, "usage: gridwright-db read KEY");
    }
    Optional<String> value = database.get(arguments.get(1));
    return value.map(Result::says).orElseGet(() -> new Result(1, "", "NONE\n"));
  }
}
