package io.gridwright.emulator;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A Proxmox VE grid in one process. Closing it leaves the state on disk, as a crash would. */
public final class Emulator implements AutoCloseable {

  private Emulator() {}

  /** Starts the grid, or starts it again where its data directory left off. */
  public static Emulator start(EmulatorConfiguration configuration) {
    throw new UnsupportedOperationException("not built yet: " + configuration);
  }

  /** Where the control door answers. */
  public URI controlDoor() {
    throw new UnsupportedOperationException();
  }

  /** Where each node answers the Proxmox VE API, without {@code /api2/json}. */
  public List<URI> nodeUrls() {
    throw new UnsupportedOperationException();
  }

  /** PEM of the cluster's certificate authority. */
  public Path caFile() {
    throw new UnsupportedOperationException();
  }

  /** File (0600) with {@code USER@REALM!TOKENID=UUID} of the engine's ready-made API token. */
  public Path proxmoxTokenFile() {
    throw new UnsupportedOperationException();
  }

  /** File (0600) with the control door's bearer token. */
  public Path controlTokenFile() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
