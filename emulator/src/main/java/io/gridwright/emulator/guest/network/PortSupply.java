package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.socket.Binding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Where free ports come from: a given range, or blocks that are claimed as they are needed. */
final class PortSupply implements AutoCloseable {
  private final Binding bind;
  private final boolean growing;
  private final List<Integer> ports = new ArrayList<>();
  private final List<PortBlock> blocks = new ArrayList<>();
  private int next;

  private PortSupply(Binding bind, boolean growing) {
    this.bind = bind;
    this.growing = growing;
  }

  /** So many ports from the first on. */
  static PortSupply range(Binding bind, int first, int count) {
    PortSupply supply = new PortSupply(bind, false);
    supply.add(first, Math.min(first + count, 65536));
    return supply;
  }

  /** Blocks of this emulator's own. */
  static PortSupply blocks(Binding bind) {
    return new PortSupply(bind, true);
  }

  /** Claims the block of a port that was given out in an earlier life, if it is to be had. */
  void reclaim(int port) {
    if (growing && blocks.stream().noneMatch(block -> block.holds(port))) {
      PortBlock.claim(port).ifPresent(this::add);
    }
  }

  /** A port that is free and not unwanted; empty when a given range has none. */
  OptionalInt take(IntPredicate unwanted) {
    OptionalInt found = search(unwanted);
    while (found.isEmpty() && growing) {
      next = ports.size();
      add(PortBlock.claim());
      found = search(unwanted);
    }
    return found;
  }

  private OptionalInt search(IntPredicate unwanted) {
    for (int tried = 0; tried < ports.size(); tried++) {
      int port = ports.get(next % ports.size());
      next = (next + 1) % ports.size();
      if (!unwanted.test(port) && free(bind.at(port))) {
        return OptionalInt.of(port);
      }
    }
    return OptionalInt.empty();
  }

  private void add(PortBlock block) {
    blocks.add(block);
    add(block.first(), block.end());
  }

  private void add(int first, int end) {
    for (int port = first; port < end; port++) {
      ports.add(port);
    }
  }

  private static boolean free(InetSocketAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(false);
      socket.bind(address, 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  @Override
  public void close() {
    blocks.forEach(PortBlock::close);
    blocks.clear();
  }
}
