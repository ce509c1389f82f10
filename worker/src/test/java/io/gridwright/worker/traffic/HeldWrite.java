package io.gridwright.worker.traffic;

import io.gridwright.proxmox.connection.Answer;
import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.EntryNode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A writer of a balancer's first file that is slow, while another overtakes it. */
final class HeldWrite {
  private static final String FIRST = "/etc/haproxy/haproxy.cfg.1";

  private final AtomicReference<Gate> armed = new AtomicReference<>();

  /** Holds the next such write of any machine until it is opened. */
  static final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    void awaitReached() {
      awaited(reached);
    }

    void open() {
      open.countDown();
    }

    private static void awaited(CountDownLatch latch) {
      try {
        if (!latch.await(100, TimeUnit.SECONDS)) {
          throw new IllegalStateException("what a test waits for did not come");
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while held", stopped);
      }
    }
  }

  Gate next() {
    Gate gate = new Gate();
    armed.set(gate);
    return gate;
  }

  Api around(Api real) {
    return new Through(real);
  }

  private final class Through implements Api {
    private final Api real;

    Through(Api real) {
      this.real = real;
    }

    @Override
    public Answer send(Call call) {
      if (call.parameters().stream().anyMatch(p -> p.getValue().equals(FIRST))) {
        Gate gate = armed.getAndSet(null);
        if (gate != null) {
          gate.reached.countDown();
          Gate.awaited(gate.open);
        }
      }
      return real.send(call);
    }

    @Override
    public List<EntryNode> entryNodes() {
      return real.entryNodes();
    }

    @Override
    public Api through(EntryNode entry) {
      return new Through(real.through(entry));
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
