package io.gridwright.standalone;

import java.nio.file.Path;

/** What belongs to one of the processes that run tests beside each other, and to no other. */
public final class TestProcess {
  private static final int NUMBER = Integer.getInteger("gridwright.test.process", 1);
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 6_000;

  /** Where its tests keep what an instance unpacks and installs. */
  public static Path tools() {
    return Path.of("target", "tools-" + NUMBER).toAbsolutePath();
  }

  /** The first of its ports for emulated grids, which need many in a row. */
  static int firstPort() {
    return FIRST_PORT + (NUMBER - 1) * PORTS;
  }

  static int lastPort() {
    return firstPort() + PORTS - 1;
  }

  private TestProcess() {}
}
