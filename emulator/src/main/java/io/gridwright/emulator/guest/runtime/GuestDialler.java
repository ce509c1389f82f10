package io.gridwright.emulator.guest.runtime;

import io.gridwright.emulator.guest.address.HostsFile;
import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.disk.GuestDisk;
import io.gridwright.emulator.guest.network.Fabric;
import io.gridwright.emulator.guest.service.LinkProbe;
import io.gridwright.emulator.guest.service.Replication;
import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Connections that a guest opens to others, by its own {@code /etc/hosts} and its own paths. */
final class GuestDialler implements LinkProbe, Replication.Dialler {
  private static final int CONNECT_MILLIS = 1000;
  private static final int SILENCE_MILLIS = 2000;

  private final int vmid;
  private final GuestDisk disk;
  private final Fabric fabric;

  GuestDialler(int vmid, GuestDisk disk, Fabric fabric) {
    this.vmid = vmid;
    this.disk = disk;
    this.fabric = fabric;
  }

  Optional<Ipv4> resolve(String host) {
    return HostsFile.resolve(disk.text("/etc/hosts"), host);
  }

  @Override
  public Attempt attempt(String host, int port) {
    Optional<Ipv4> to = resolve(host);
    if (to.isEmpty()) {
      return new Attempt(Result.UNKNOWN_HOST, Duration.ZERO);
    }
    long begun = System.nanoTime();
    try (Socket connection = connect(to.get(), port)) {
      return new Attempt(
          connection.isConnected() ? Result.CONNECTED : Result.TIMEOUT,
          Duration.ofNanos(System.nanoTime() - begun));
    } catch (IOException e) {
      return new Attempt(LinkProbe.resultOf(e), Duration.ofNanos(System.nanoTime() - begun));
    }
  }

  @Override
  public Socket dial(String host, int port) throws IOException {
    Ipv4 to = resolve(host).orElseThrow(() -> new UnknownHostException(host));
    Socket connection = connect(to, port);
    connection.setSoTimeout(SILENCE_MILLIS);
    return connection;
  }

  /** Connects and waits as long as the handshake's packets would be on their way. */
  private Socket connect(Ipv4 to, int port) throws IOException {
    Socket connection = new Socket();
    try {
      connection.setTcpNoDelay(true);
      connection.connect(fabric.path(vmid, to, port), CONNECT_MILLIS);
    } catch (IOException e) {
      connection.close();
      throw e;
    }
    long until = System.nanoTime() + fabric.roundTrip(vmid, to).toNanos();
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return connection;
  }
}
