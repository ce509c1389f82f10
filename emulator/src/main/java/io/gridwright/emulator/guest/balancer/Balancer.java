package io.gridwright.emulator.guest.balancer;

import io.gridwright.emulator.guest.network.Service;
import java.util.List;

/** What follows an haproxy.cfg: HAProxy itself, or a small proxy where that is not installed. */
public interface Balancer extends AutoCloseable {
  /** Where Debian's HAProxy keeps its configuration. */
  String CONFIGURATION_FILE = "/etc/haproxy/haproxy.cfg";

  /** Whether a configuration was taken, and what was said about it. */
  record Outcome(boolean valid, String text) {}

  /** An address and port that the configuration binds; {@code *} stands for every address. */
  record Bound(String address, int port, Service service) {
    /** Whether the bind takes every address of the guest. */
    public boolean everywhere() {
      return address.equals("*");
    }
  }

  /** Judges a configuration without using it. */
  Outcome check(String configuration);

  /**
   * Follows the configuration from now on, starting if need be; when it runs already no connection
   * is dropped. An invalid one changes nothing.
   */
  Outcome load(String configuration);

  /** Stops at once; connections are cut. */
  void stop();

  /** Whether it runs. */
  boolean active();

  /** Carries out one command of HAProxy's runtime API. */
  String command(String command);

  /** What it listens on. */
  List<Bound> bound();

  @Override
  default void close() {
    stop();
  }
}
