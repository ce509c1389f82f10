package io.gridwright.emulator.guest.balancer;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes balancers: HAProxy where it is installed, else the small proxy. */
public final class Balancers implements AutoCloseable {
  private static final int LONGEST_SOCKET_NAME = 80;
  private static final List<String> USUAL = List.of("/usr/sbin", "/usr/local/sbin", "/sbin");

  private final Path directory;
  private final Optional<String> program;
  private final HaproxyProcesses processes;

  /**
   * Looks for HAProxy.
   *
   * @param data directory of the emulator
   * @param configured path of haproxy, empty text for none at all, empty to look on PATH
   */
  public Balancers(Path data, Optional<String> configured) {
    this.processes = new HaproxyProcesses(data.resolve("haproxy-processes"));
    this.directory = shortDirectory(data.resolve("haproxy"));
    this.program = configured.isPresent() ? configured.filter(path -> !path.isEmpty()) : onPath();
  }

  /** A balancer that does not run yet. */
  public Balancer create(int vmid, BalancerNetwork network) {
    return program
        .<Balancer>map(
            path ->
                new HaproxyBalancer(
                    path, directory.resolve(Integer.toString(vmid)), network, processes))
        .orElseGet(() -> new SmallProxy(network));
  }

  /** The HAProxy in use, or empty where the small proxy stands in. */
  public Optional<String> program() {
    return program;
  }

  @Override
  public void close() {
    processes.close();
  }

  private static Optional<String> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return java.util.stream.Stream.concat(
            Arrays.stream(path.split(File.pathSeparator)), USUAL.stream())
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, "haproxy"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** Unix sockets have names of at most 107 bytes, so deep data directories cannot hold them. */
  private static Path shortDirectory(Path wanted) {
    Path absolute = wanted.toAbsolutePath();
    if (absolute.toString().length() <= LONGEST_SOCKET_NAME) {
      return absolute;
    }
    try {
      Path root = Path.of("/tmp");
      return Files.isDirectory(root)
          ? Files.createTempDirectory(root, "gridwright-")
          : Files.createTempDirectory("gw");
    } catch (IOException e) {
      throw new UncheckedIOException("no short directory for HAProxy's sockets", e);
    }
  }
}
