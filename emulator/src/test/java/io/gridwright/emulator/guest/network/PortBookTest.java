package io.gridwright.emulator.guest.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.socket.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortBookTest {
  @TempDir Path data;

  private PortBook book(String name, int firstPort) {
    return new PortBook(Binding.LOOPBACK, data.resolve(name), firstPort);
  }

  private static Endpoint endpoint(int port) {
    return new Endpoint("vmbr0.7", Ipv4.parse("10.0.0.5").orElseThrow(), port);
  }

  @Test
  void twoInstancesNeverHaveTheSamePorts() {
    try (PortBook one = book("one", 0);
        PortBook other = book("other", 0)) {
      Set<Integer> ports = new HashSet<>();
      for (int i = 1; i <= 300; i++) {
        assertThat(ports.add(one.portOf(endpoint(i)))).isTrue();
        assertThat(ports.add(other.portOf(endpoint(i)))).isTrue();
        assertThat(ports.add(one.internal())).isTrue();
        assertThat(ports.add(other.internal())).isTrue();
      }
    }
  }

  @Test
  void keepsThePortOfAnEndpointAcrossARestart() {
    int port;
    try (PortBook first = book("kept", 0)) {
      port = first.portOf(endpoint(80));
    }
    try (PortBook second = book("kept", 0)) {
      assertThat(second.portOf(endpoint(80))).isEqualTo(port);
      assertThat(second.portOf(endpoint(81))).isNotEqualTo(port);
    }
  }

  @Test
  void leavesOutAPortThatSomebodyElseHas() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        PortBook book = book("taken", taken.getLocalPort())) {
      assertThat(book.portOf(endpoint(80))).isGreaterThan(taken.getLocalPort());
    }
  }

  @Test
  void givesAnInternalPortOutAgainOnlyWhenItWasGivenBack() {
    try (PortBook book = book("internal", 0)) {
      Set<Integer> held = new HashSet<>();
      for (int i = 0; i < 500; i++) {
        assertThat(held.add(book.internal())).isTrue();
      }
      int returned = held.iterator().next();
      book.release(returned);
      held.remove(returned);

      int next = book.internal();
      while (next != returned) {
        assertThat(held.add(next)).isTrue();
        next = book.internal();
      }
    }
  }
}
