package io.gridwright.emulator.guest.network;

import io.gridwright.emulator.socket.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A block of ports that belongs to one emulator of this host: whoever holds its first port has all
 * of it. Without such blocks two emulators that look for free ports at the same time find the same
 * ones, and each disturbs the other's by looking.
 */
final class PortBlock implements AutoCloseable {
  private static final int SIZE = 200;

  /** Above the usual ports of services, below those that Linux gives to connections. */
  private static final int FIRST = 20_000;

  private static final int END = 32_600;

  private final int base;
  private final ServerSocket claim;

  private PortBlock(int base, ServerSocket claim) {
    this.base = base;
    this.claim = claim;
  }

  /** Any block that nobody has. */
  static PortBlock claim() {
    int blocks = (END - FIRST) / SIZE;
    int start = ThreadLocalRandom.current().nextInt(blocks);
    for (int i = 0; i < blocks; i++) {
      Optional<PortBlock> block = claimFrom(FIRST + (start + i) % blocks * SIZE);
      if (block.isPresent()) {
        return block.get();
      }
    }
    throw new IllegalStateException(
        "all blocks of loopback ports from %d to %d are taken; close other instances"
            .formatted(FIRST, END));
  }

  /** The block that the port is in; empty if another emulator has it, or there is none. */
  static Optional<PortBlock> claim(int port) {
    return port < FIRST || port >= END
        ? Optional.empty()
        : claimFrom(FIRST + (port - FIRST) / SIZE * SIZE);
  }

  private static Optional<PortBlock> claimFrom(int base) {
    try {
      ServerSocket claim = new ServerSocket();
      claim.setReuseAddress(false);
      try {
        claim.bind(Binding.LOOPBACK.at(base), 1);
        return Optional.of(new PortBlock(base, claim));
      } catch (IOException taken) {
        claim.close();
        return Optional.empty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no socket for a block of ports", e);
    }
  }

  /** The first port to give out. */
  int first() {
    return base + 1;
  }

  /** The port behind the last. */
  int end() {
    return base + SIZE;
  }

  boolean holds(int port) {
    return port >= base && port < end();
  }

  @Override
  public void close() {
    try {
      claim.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give back the ports from " + base, e);
    }
  }
}
