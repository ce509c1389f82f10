package io.gridwright.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * The ports of an instance, from the environment (CONTRACT section 1), so that two run side by
 * side.
 */
public record Ports(int api, int admin, int emulator, int database, int temporal, int temporalUi) {

  public static Ports from(Map<String, String> environment) {
    return new Ports(
        port(environment, "GRIDWRIGHT_PORT", 8080),
        port(environment, "GRIDWRIGHT_ADMIN_PORT", 8081),
        port(environment, "GRIDWRIGHT_EMULATOR_PORT", 18100),
        port(environment, "GRIDWRIGHT_DATABASE_PORT", 13306),
        port(environment, "GRIDWRIGHT_TEMPORAL_PORT", 7233),
        port(environment, "GRIDWRIGHT_TEMPORAL_UI_PORT", 8233));
  }

  /**
   * Refuses a port that someone else listens on, before anything is started.
   *
   * @param who what wants the port
   * @param variable the variable that moves it
   */
  public static void requireFree(int port, String who, String variable) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException taken) {
      throw new StartUpException(
          "Port %d is taken, and %s wanted it. Stop what uses it, or set %s to a free port."
              .formatted(port, who, variable),
          taken);
    }
  }

  private static int port(Map<String, String> environment, String variable, int otherwise) {
    var text = environment.get(variable);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      var port = Integer.parseInt(text.strip());
      if (port < 1 || port > 65_535) {
        throw new NumberFormatException("outside 1..65535");
      }
      return port;
    } catch (NumberFormatException unusable) {
      throw new WrongUsageException(
          "%s is '%s', which is no port; give a number from 1 to 65535.".formatted(variable, text),
          unusable);
    }
  }
}
