package io.gridwright.emulator.guest.balancer;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The command line of an HAProxy master process (management.txt 9.4), on a socket of the host. */
final class HaproxyMaster {
  private final Path socket;

  HaproxyMaster(Path socket) {
    this.socket = socket;
  }

  /** One command of the runtime API, carried out by the current worker. */
  String ask(String command) throws IOException {
    return exchange("@1 " + command);
  }

  /** The ids of the current worker processes; old ones that only finish are not among them. */
  Set<Long> workers() throws IOException {
    Set<Long> workers = new HashSet<>();
    boolean current = false;
    for (String line : exchange("show proc").lines().toList()) {
      if (line.startsWith("#")) {
        current = line.startsWith("# workers");
      } else if (current && line.contains("worker")) {
        workers.add(Long.parseLong(line.strip().split("\\s+")[0]));
      }
    }
    return workers;
  }

  private String exchange(String command) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
      channel.shutdownOutput();
      StringBuilder answer = new StringBuilder();
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      while (channel.read(buffer) >= 0) {
        answer.append(StandardCharsets.UTF_8.decode(buffer.flip()));
        buffer.clear();
      }
      return answer.toString();
    }
  }
}
