package io.gridwright.emulator.guest.program;

import java.util.List;

/** A program installed in guests. */
public interface Program {
  /** The names under which it is started, without directories. */
  List<String> names();

  /**
   * Runs it to its end; may block for the work it names.
   *
   * @param arguments what follows the program's name
   */
  Result run(GuestSystem guest, List<String> arguments);

  /** How a program ended. */
  record Result(int exitCode, String output, String errors) {
    /** Exit code 0, nothing said. */
    public static final Result DONE = new Result(0, "", "");

    /** Exit code 0 with output; a final newline is added. */
    public static Result says(String output) {
      return new Result(0, output + "\n", "");
    }

    /** Failed with a line on standard error. */
    public static Result fails(int exitCode, String errors) {
      return new Result(exitCode, "", errors + "\n");
    }
  }
}
