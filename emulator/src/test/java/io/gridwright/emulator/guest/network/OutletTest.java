package io.gridwright.emulator.guest.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.emulator.guest.address.CardAddress;
import io.gridwright.emulator.guest.address.Cidr;
import io.gridwright.emulator.guest.address.NetworkCard;
import io.gridwright.emulator.guest.violation.Violations;
import io.gridwright.emulator.socket.Binding;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutletTest {
  @TempDir Path data;
  final Wires wires = new Wires();
  Fabric fabric;

  @BeforeEach
  void lay() {
    fabric =
        new Fabric(
            wires,
            Binding.LOOPBACK,
            data.resolve("ports"),
            0,
            0,
            new Violations(data.resolve("violations"), Clock.systemUTC()));
  }

  @AfterEach
  void tear() {
    fabric.close();
    wires.close();
  }

  private static Station station(boolean up, boolean linkUp) {
    var card = new NetworkCard(0, "", "vmbr0", 7, false, linkUp);
    var address = new CardAddress(Cidr.parse("10.1.0.5/24").orElseThrow(), card);
    Service greeting =
        (connection, caller) ->
            connection.writeAndFlush(
                connection.alloc().buffer().writeBytes(caller.address().toString().getBytes()));
    return new Station(
        1,
        "pve1",
        true,
        up,
        List.of(address),
        PacketFilter.NONE,
        Map.of(new Station.Socket(address.address(), 80), greeting),
        new TrafficMeter());
  }

  private int port() {
    String at = fabric.reachable(1).values().iterator().next().get(80);
    return Integer.parseInt(at.substring(at.indexOf(':') + 1));
  }

  private String greeting(String from) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 300);
      byte[] buffer = new byte[20];
      return new String(buffer, 0, socket.getInputStream().read(buffer));
    }
  }

  @Test
  void showsLoopbackClientsAsClientsOfTheInternet() throws Exception {
    fabric.update(station(true, true));
    assertThat(greeting("127.0.0.1")).isEqualTo("198.51.100.1");
    assertThat(greeting("127.0.0.77")).isEqualTo("198.51.100.77");
  }

  @Test
  void holdsItsPortWhileItRefuses() {
    fabric.update(station(true, true));
    fabric.remove(1);
    assertThatThrownBy(() -> greeting("127.0.0.1")).isInstanceOf(ConnectException.class);
    assertThatThrownBy(
            () -> {
              try (ServerSocket other = new ServerSocket()) {
                other.setReuseAddress(false);
                other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void swallowsAndListensAgainAtTheSamePort() throws Exception {
    fabric.update(station(true, true));
    int port = port();
    for (int round = 0; round < 3; round++) {
      fabric.update(station(true, false));
      assertThatThrownBy(() -> greeting("127.0.0.1")).isInstanceOf(SocketTimeoutException.class);
      fabric.update(station(true, true));
      assertThat(greeting("127.0.0.1")).isEqualTo("198.51.100.1");
    }
    assertThat(port()).isEqualTo(port);
  }

  @Test
  void cutsConnectionsWhenThePowerGoes() throws Exception {
    fabric.update(station(true, true));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
      socket.setSoTimeout(5000);
      assertThat(socket.getInputStream().read()).isPositive();
      fabric.remove(1);
      while (socket.getInputStream().read() >= 0) {
        // the rest of the greeting
      }
    }
  }

  @Test
  void givesItsPortBackWhenTheMachineIsForgotten() throws Exception {
    fabric.update(station(true, true));
    int port = port();
    fabric.forget(1);
    assertThat(fabric.reachable(1)).isEmpty();
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
    }
  }
}
