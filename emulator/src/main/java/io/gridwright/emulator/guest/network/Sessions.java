package io.gridwright.emulator.guest.network;

import io.netty.channel.Channel;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Connections that have reached a guest and are not closed yet. */
final class Sessions {
  private record Socket(int vmid, int port) {}

  private final Map<Socket, Set<Channel>> open = new ConcurrentHashMap<>();

  void opened(int vmid, int port, Channel connection) {
    Set<Channel> there =
        open.computeIfAbsent(new Socket(vmid, port), socket -> ConcurrentHashMap.newKeySet());
    there.add(connection);
    connection.closeFuture().addListener(closed -> there.remove(connection));
  }

  int established(int vmid, Collection<Integer> ports) {
    return ports.stream()
        .distinct()
        .mapToInt(port -> open.getOrDefault(new Socket(vmid, port), Set.of()).size())
        .sum();
  }
}
