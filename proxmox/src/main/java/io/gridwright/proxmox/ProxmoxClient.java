package io.gridwright.proxmox;

import io.gridwright.proxmox.access.Access;
import io.gridwright.proxmox.agent.GuestAgent;
import io.gridwright.proxmox.cluster.Cluster;
import io.gridwright.proxmox.cluster.Ha;
import io.gridwright.proxmox.cluster.Nodes;
import io.gridwright.proxmox.cluster.Pools;
import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.EntryNode;
import io.gridwright.proxmox.connection.HttpApi;
import io.gridwright.proxmox.connection.Timeouts;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.proxmox.firewall.VmFirewall;
import io.gridwright.proxmox.storage.Storages;
import io.gridwright.proxmox.task.Pause;
import io.gridwright.proxmox.task.TaskWatcher;
import io.gridwright.proxmox.task.Tasks;
import io.gridwright.proxmox.vm.Backups;
import io.gridwright.proxmox.vm.Migrations;
import io.gridwright.proxmox.vm.Power;
import io.gridwright.proxmox.vm.Snapshots;
import io.gridwright.proxmox.vm.VmConfigs;
import io.gridwright.proxmox.vm.Vms;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cluster of Proxmox VE. Safe for many threads; one for each cluster is enough.
 *
 * <p>What fails throws a {@link io.gridwright.proxmox.error.ProxmoxException}, whose type says what
 * to do next. What starts a task returns its {@link io.gridwright.proxmox.value.Upid}, and has done
 * nothing yet: {@link #watcher()} awaits it.
 */
public final class ProxmoxClient implements AutoCloseable {
  private final Api api;
  private final InstantSource clock;
  private final Pause pause;

  /** Over any {@link Api}: for a test, or a transport of one's own. */
  public ProxmoxClient(Api api, InstantSource clock, Pause pause) {
    this.api = api;
    this.clock = clock;
    this.pause = pause;
  }

  public static Builder builder() {
    return new Builder();
  }

  public Cluster cluster() {
    return new Cluster(api);
  }

  public Nodes nodes() {
    return new Nodes(api);
  }

  public Ha ha() {
    return new Ha(api);
  }

  public Pools pools() {
    return new Pools(api);
  }

  public Access access() {
    return new Access(api);
  }

  public Vms vms() {
    return new Vms(api);
  }

  public VmConfigs configs() {
    return new VmConfigs(api);
  }

  public Power power() {
    return new Power(api);
  }

  public Snapshots snapshots() {
    return new Snapshots(api);
  }

  public Migrations migrations() {
    return new Migrations(api);
  }

  public Backups backups() {
    return new Backups(api);
  }

  public GuestAgent agent() {
    return new GuestAgent(api);
  }

  public Storages storage() {
    return new Storages(api);
  }

  public VmFirewall firewall() {
    return new VmFirewall(api);
  }

  public Tasks tasks() {
    return new Tasks(api);
  }

  public TaskWatcher watcher() {
    return new TaskWatcher(tasks(), clock, pause);
  }

  /** How this client lets time pass, for whoever waits with it. */
  public Pause pause() {
    return pause;
  }

  /** Calls of any kind, for what no resource covers. */
  public Api api() {
    return api;
  }

  public List<EntryNode> entryNodes() {
    return api.entryNodes();
  }

  /** The same cluster as that entry node alone sees it, without fail-over. */
  public ProxmoxClient through(EntryNode entry) {
    return new ProxmoxClient(api.through(entry), clock, pause);
  }

  @Override
  public void close() {
    api.close();
  }

  /** What a client needs to know: entry nodes and credentials; the rest has defaults. */
  public static final class Builder {
    private final List<EntryNode> entries = new ArrayList<>();
    private Optional<Credentials> credentials = Optional.empty();
    private Trust trust = Trust.system();
    private Timeouts timeouts = Timeouts.DEFAULT;
    private InstantSource clock = InstantSource.system();
    private Pause pause = Pause.ofThread();

    private Builder() {}

    /**
     * @param url {@code https://pve1.example:8006}; the first one given is the first one asked
     */
    public Builder entry(String url) {
      entries.add(EntryNode.of(url));
      return this;
    }

    public Builder credentials(Credentials proof) {
      credentials = Optional.of(proof);
      return this;
    }

    public Builder trust(Trust believed) {
      trust = believed;
      return this;
    }

    public Builder timeouts(Timeouts limits) {
      timeouts = limits;
      return this;
    }

    /** By which tickets age and tasks become overdue. */
    public Builder clock(InstantSource source) {
      clock = source;
      return this;
    }

    public Builder pause(Pause between) {
      pause = between;
      return this;
    }

    public ProxmoxClient build() {
      Credentials proof =
          credentials.orElseThrow(
              () -> new IllegalArgumentException("no credentials given: token or login"));
      return new ProxmoxClient(new HttpApi(entries, proof, trust, timeouts, clock), clock, pause);
    }
  }
}
