package io.gridwright.emulator.work;

import io.gridwright.emulator.grid.Grid;
import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.machine.NetworkInterface;
import io.gridwright.emulator.machine.PropertyString;
import io.gridwright.emulator.machine.VmConfig;
import io.gridwright.emulator.storage.Storages;
import io.gridwright.emulator.storage.Volume;
import io.gridwright.emulator.task.Held;
import io.gridwright.emulator.task.Sabotage;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.task.TaskInterruptedException;
import io.gridwright.emulator.task.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A clone. The new machine exists on the source's node with {@code lock: clone} until its last disk
 * is there. A failure takes everything back; a killed worker leaves the lock and the half-copied
 * volume (API.md 15 fault 7).
 */
public final class CloneWork {
  private static final Duration LOCK_WAIT = Duration.ofSeconds(1);
  private static final Duration LINKED = Duration.ofMillis(700);
  private static final Duration FULL = Duration.ofSeconds(1);
  private static final long BYTES_PER_SECOND = 400L << 20;
  private static final String IMAGES = "/var/lib/vz/images/";

  private final Cluster cluster;

  public CloneWork(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What is to be cloned, and how. */
  public record Order(
      int source,
      int newId,
      Optional<String> name,
      Optional<String> description,
      Optional<String> pool,
      Optional<String> storage,
      Optional<String> target,
      Optional<String> snapshot,
      boolean full) {}

  /** Runs on the source's node. */
  public void run(Worker worker, Order order) {
    String node = worker.upid().node();
    boolean running = cluster.grid().machine(order.source()).filter(Machine::running).isPresent();
    try (Held source = worker.hold(cluster.locks(), order.source(), !running, LOCK_WAIT);
        Held target = worker.hold(cluster.locks(), order.newId(), false, LOCK_WAIT)) {
      Machine original = cluster.owned(node, order.source());
      worker.change(() -> createEmpty(worker, order));
      Copy copy = new Copy(worker, order, original);
      cluster.halfMachines().during(worker, order.newId(), copy::run);
    }
  }

  private void createEmpty(Worker worker, Order order) {
    cluster.checkWritable(worker, order.newId());
    String node = worker.upid().node();
    cluster
        .grid()
        .machine(order.newId())
        .ifPresent(
            taken -> {
              throw new TaskFailedException(collision(node, taken));
            });
    VmConfig first = VmConfig.of(Map.of("lock", "clone", "description", " qmclone temporary file"));
    cluster.halfMachines().begin(order.newId(), node);
    cluster.grid().create(order.newId(), node, first);
  }

  /** What a clone says when its new id is taken. */
  public static String collision(String node, Machine taken) {
    int vmid = taken.vmid();
    return taken.node().equals(node)
        ? "unable to create VM " + vmid + ": config file already exists"
        : "close (rename) atomic file '/etc/pve/nodes/"
            + node
            + "/qemu-server/"
            + vmid
            + ".conf' failed: File exists";
  }

  /** One clone on its way. */
  private final class Copy {
    private final Worker worker;
    private final Order order;
    private final Machine original;
    private final VmConfig from;
    private final String node;
    private final Storages storages = cluster.grid().storages();
    private final List<Volume> made = new ArrayList<>();
    private final List<String> madeOn = new ArrayList<>();
    private boolean moved;

    Copy(Worker worker, Order order, Machine original) {
      this.worker = worker;
      this.order = order;
      this.original = original;
      this.node = worker.upid().node();
      this.from =
          order
              .snapshot()
              .map(name -> VmConfig.of(original.config().snapshots().get(name)))
              .orElse(original.config());
    }

    void run() {
      try {
        worker.change(() -> configure(withoutDrives()));
        from.drives().forEach(this::copyDrive);
        Cluster.await(worker.change(this::copyContent));
        worker.change(() -> configure(present().without("lock")));
        order.target().filter(t -> !t.equals(node)).ifPresent(this::moveTo);
        order.pool().ifPresent(this::enterPool);
      } catch (TaskFailedException e) {
        worker.change(this::undo);
        throw new TaskFailedException("clone failed: " + e.getMessage());
      }
    }

    private VmConfig present() {
      return cluster.grid().machine(order.newId()).orElseThrow().config();
    }

    private void configure(VmConfig config) {
      cluster.grid().configure(order.newId(), c -> config);
    }

    private VmConfig withoutDrives() {
      Map<String, String> keys = new TreeMap<>(from.current());
      keys.keySet().removeIf(key -> VmConfig.isDrive(key) || key.startsWith("unused"));
      List.of("template", "parent", "snaptime", "vmstate").forEach(keys::remove);
      keys.replaceAll(
          (key, value) ->
              key.matches("net\\d+") ? NetworkInterface.parse(value).withNewMac().text() : value);
      keys.put("lock", "clone");
      keys.put("smbios1", "uuid=" + UUID.randomUUID());
      if (keys.containsKey("vmgenid")) {
        keys.put("vmgenid", UUID.randomUUID().toString());
      }
      keys.put("name", order.name().orElse("Copy-of-VM-" + sourceName()));
      order.description().ifPresent(text -> keys.put("description", text.stripTrailing()));
      return VmConfig.of(keys);
    }

    private String sourceName() {
      return original.config().get("name").orElse(Integer.toString(original.vmid()));
    }

    private void copyDrive(String key, String value) {
      PropertyString drive = PropertyString.parse(value);
      String volid = drive.unnamed().orElse("none");
      boolean cloudInit = volid.contains("cloudinit");
      boolean disk = drive.get("media").isEmpty();
      if (!disk && !cloudInit) {
        worker.change(() -> configure(present().with(key, value)));
        return;
      }
      Volume base =
          storages
              .find(volid, node)
              .orElseThrow(() -> new TaskFailedException("volume '" + volid + "' does not exist"));
      copyVolume(key, drive, volid.substring(0, volid.indexOf(':')), base, cloudInit);
    }

    private void copyVolume(
        String key, PropertyString drive, String fromStorage, Volume base, boolean cloudInit) {
      boolean linked = !order.full() && !cloudInit;
      String storage = linked ? fromStorage : order.storage().orElse(fromStorage);
      Volume copy = worker.change(() -> allocate(storage, base, linked, cloudInit));
      if (linked) {
        worker.work(LINKED);
        worker.reach(Sabotage.Stage.HALFWAY);
      } else {
        transfer(base, copy, cloudInit);
      }
      String size = cloudInit ? "4M" : DiskSize.text(copy.size());
      String value = drive.with("", storage + ":" + copy.name()).with("size", size).text();
      worker.change(() -> configure(present().with(key, value)));
    }

    /** A signal meets the copying program, not the worker (PVE-D8). */
    private void transfer(Volume base, Volume copy, boolean cloudInit) {
      try {
        worker.work(FULL.dividedBy(2));
        worker.reach(Sabotage.Stage.HALFWAY);
        if (!cloudInit) {
          long millis = base.used() * 1000 / BYTES_PER_SECOND;
          worker.work(FULL.dividedBy(2).plusMillis(millis));
          String size = DiskSize.text(base.size()).replace("G", ".0 GiB").replace("M", ".0 MiB");
          worker.say("transferred " + size + " of " + size + " (100.00%)");
        }
      } catch (TaskInterruptedException e) {
        throw new TaskFailedException(
            "copy failed: command '/usr/bin/qemu-img convert -p -n -f qcow2 -O qcow2 "
                + IMAGES
                + base.name()
                + " zeroinit:"
                + IMAGES
                + copy.name()
                + "' failed: interrupted by signal");
      }
    }

    private Volume allocate(String storage, Volume base, boolean linked, boolean cloudInit) {
      int vmid = order.newId();
      String fresh =
          cloudInit
              ? vmid + "/vm-" + vmid + "-cloudinit.qcow2"
              : storages.freeDiskName(storage, node, vmid);
      Volume copy =
          new Volume(
              linked ? base.name() + "/" + fresh : fresh,
              vmid,
              base.size(),
              linked ? 1 << 20 : base.used(),
              "qcow2",
              "images",
              cluster.pace().epoch(),
              "",
              false);
      storages.put(storage, node, copy);
      made.add(copy);
      madeOn.add(storage);
      return copy;
    }

    private CompletableFuture<Void> copyContent() {
      String source =
          order
              .snapshot()
              .map(name -> SnapshotWork.directory(order.source(), name))
              .orElse(Grid.disk(order.source()));
      return cluster.grid().copyDisk(source, order.newId());
    }

    private void moveTo(String target) {
      worker.change(
          () -> {
            cluster.grid().move(order.newId(), target);
            moved = true;
          });
    }

    private void enterPool(String pool) {
      worker.reach(Sabotage.Stage.POOL);
      worker.change(() -> cluster.access().addToPool(pool, order.newId()));
    }

    /** What it made goes; a configuration that already lies on the target stays (fault 40). */
    private void undo() {
      for (int i = 0; i < made.size(); i++) {
        storages.remove(madeOn.get(i), node, made.get(i).name());
      }
      if (moved) {
        configure(present().withCurrent(withoutDriveKeys(present())));
      } else {
        cluster.grid().remove(order.newId());
      }
    }

    private Map<String, String> withoutDriveKeys(VmConfig config) {
      Map<String, String> keys = new TreeMap<>(config.current());
      keys.keySet().removeIf(VmConfig::isDrive);
      return keys;
    }
  }
}
