package io.gridwright.emulator;

import io.gridwright.emulator.socket.Binding;
import java.nio.file.Path;

/**
 * How an emulator is to run.
 *
 * @param port the control door's port; node i answers on {@code port + i}, guests from {@code port
 *     + 100} on. 0 takes free ports for all of them
 * @param nodes how many nodes, 1 to 90
 * @param latency factor on every delay; 1 is realistic, 0 is none
 * @param data directory that holds the state; made if absent
 * @param resources what each node has
 * @param bind where all of it listens; anything but loopback opens it to the network
 */
public record EmulatorConfiguration(
    int port, int nodes, double latency, Path data, NodeResources resources, Binding bind) {

  /** The control door's usual port. */
  public static final int DEFAULT_PORT = 18100;

  /** The usual number of nodes. */
  public static final int DEFAULT_NODES = 6;

  public EmulatorConfiguration {
    if (port < 0 || port > 65000) {
      throw new IllegalArgumentException("port must be between 0 and 65000, was " + port);
    }
    if (nodes < 1 || nodes > 90) {
      throw new IllegalArgumentException("nodes must be between 1 and 90, was " + nodes);
    }
    if (!(latency >= 0)) {
      throw new IllegalArgumentException("latency must be 0 or more, was " + latency);
    }
  }

  /** On loopback. */
  public EmulatorConfiguration(
      int port, int nodes, double latency, Path data, NodeResources resources) {
    this(port, nodes, latency, data, resources, Binding.LOOPBACK);
  }

  /** Six usual nodes on the usual ports at real speed. */
  public static EmulatorConfiguration in(Path data) {
    return new EmulatorConfiguration(DEFAULT_PORT, DEFAULT_NODES, 1.0, data, NodeResources.USUAL);
  }

  /** The same on other ports; 0 takes free ones. */
  public EmulatorConfiguration onPort(int other) {
    return new EmulatorConfiguration(other, nodes, latency, data, resources, bind);
  }

  /** The same with its state elsewhere. */
  EmulatorConfiguration in(String directory) {
    return new EmulatorConfiguration(port, nodes, latency, Path.of(directory), resources, bind);
  }

  /** The same with another number of nodes. */
  public EmulatorConfiguration withNodes(int other) {
    return new EmulatorConfiguration(port, other, latency, data, resources, bind);
  }

  /** The same at another speed. */
  public EmulatorConfiguration withLatency(double other) {
    return new EmulatorConfiguration(port, nodes, other, data, resources, bind);
  }

  /** The same, open at another address. */
  public EmulatorConfiguration boundTo(String address) {
    return new EmulatorConfiguration(port, nodes, latency, data, resources, Binding.parse(address));
  }

  /**
   * What a node has.
   *
   * @param cpus threads
   * @param memoryMib MiB of RAM
   * @param diskGib GiB of local storage
   * @param networkMbps Mbit/s of its uplink
   */
  public record NodeResources(int cpus, long memoryMib, long diskGib, long networkMbps) {
    /** 32 threads, 64 GiB, 2 TB, 10 Gbit/s. */
    public static final NodeResources USUAL = new NodeResources(32, 65536, 2000, 10_000);
  }
}
