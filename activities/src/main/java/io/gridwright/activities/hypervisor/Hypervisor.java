package io.gridwright.activities.hypervisor;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.Vmid;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.value.VmRef;
import io.temporal.client.ActivityCompletionException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The cluster, as activities use it: each visit beats, and pauses in a way that can be ended. */
public final class Hypervisor implements AutoCloseable {
  private final ProxmoxClient client;
  private final InstantSource clock;
  private final ScheduledExecutorService beats;

  /**
   * @param client shared with others; closing this leaves it open
   * @param clock real time, by which tasks become overdue
   */
  public Hypervisor(ProxmoxClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
    this.beats =
        Executors.newScheduledThreadPool(
            2,
            work -> {
              Thread thread = new Thread(work, "activity-heartbeat");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Begins the visit of one activity; close it on the way out. */
  public Visit visit() {
    Heartbeat heartbeat = Heartbeat.begin(beats);
    return new Visit(new ProxmoxClient(client.api(), clock, heartbeat), heartbeat, clock);
  }

  /** The client without a heart, for what is no activity. */
  public ProxmoxClient client() {
    return client;
  }

  /** The hypervisor's words for a machine of the ledger. */
  public static VmRef ref(NodeName node, Vmid vmid) {
    return VmRef.of(
        io.gridwright.proxmox.value.NodeName.of(node.value()),
        io.gridwright.proxmox.value.Vmid.of(vmid.value()));
  }

  @Override
  public void close() {
    beats.shutdownNow();
  }

  /** Whether a failure only says that this activity shall not go on. */
  public static boolean isEndOfActivity(Throwable failure) {
    return failure instanceof ActivityCompletionException;
  }
}
