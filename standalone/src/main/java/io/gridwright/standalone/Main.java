package io.gridwright.standalone;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The commands that run everything in one JVM. */
@Command(
    name = "gridwright",
    description = "Runs all of Gridwright on this machine.",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    subcommands = {UpCommand.class, DemoCommand.class})
public final class Main {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  public static void main(String[] arguments) {
    Logs.hold();
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler((failure, line, parsed) -> told(failure))
            .setParameterExceptionHandler(
                (wrong, given) -> {
                  System.err.println(wrong.getMessage());
                  wrong.getCommandLine().usage(System.err);
                  return WRONG_USAGE;
                })
            .execute(arguments));
  }

  /**
   * A failure that explains itself is told in its words; any other with all that is known of it.
   */
  private static int told(Exception failure) {
    if (failure instanceof StartUpException) {
      System.err.println("gridwright: " + failure.getMessage());
    } else {
      failure.printStackTrace(); // a fault of ours: the developer needs all of it
    }
    return failure instanceof WrongUsageException ? WRONG_USAGE : FAILED;
  }
}
