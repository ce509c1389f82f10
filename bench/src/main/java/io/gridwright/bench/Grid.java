package io.gridwright.bench;

import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.cluster.Resource;
import io.gridwright.proxmox.task.Pause;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.MemoryMib;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import io.gridwright.proxmox.vm.Clone;
import io.gridwright.proxmox.vm.ConfigChange;
import io.gridwright.proxmox.vm.DiskDevice;
import io.gridwright.proxmox.vm.VmSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The baseline: the hypervisor's own time for the machines of an order, without an engine. Each is
 * cloned, configured, grown, started, and awaited until its agent answers; nothing is planned,
 * noted, equipped or verified.
 */
final class Grid {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration GLANCE = Duration.ofMillis(250);

  /** Outside of the engine's range of numbers. */
  private static final int FIRST_VMID = 2000;

  private final ProxmoxClient client;
  private final List<NodeName> nodes;

  Grid(ProxmoxClient client) {
    this.client = client;
    this.nodes =
        client.cluster().resources(Resource.Kind.NODE).stream().map(Resource::node).toList();
  }

  /** A machine of the order in {@code examples/shop.json}. */
  private record Wanted(String image, int memoryMib, int cores, int diskGib) {}

  private static final List<Wanted> SAMPLE =
      List.of(
          new Wanted("haproxy", 512, 1, 8),
          new Wanted("debian-12-nginx", 1024, 1, 20),
          new Wanted("debian-12-nginx", 1024, 1, 20),
          new Wanted("debian-12-mysql", 2048, 2, 40));

  /** Seconds until the machines of so many samples stand, one after the other. */
  double oneByOne(int samples) throws Exception {
    return timed(1, samples);
  }

  /** Seconds until the machines of so many samples stand, all begun at once. */
  double atOnce(int samples) throws Exception {
    return timed(SAMPLE.size() * samples, samples);
  }

  private double timed(int threads, int samples) throws Exception {
    var made = new ArrayList<Callable<VmRef>>();
    for (var i = 0; i < SAMPLE.size() * samples; i++) {
      var wanted = SAMPLE.get(i % SAMPLE.size());
      var node = nodes.get(i % nodes.size());
      var vmid = Vmid.of(FIRST_VMID + i);
      made.add(() -> make(wanted, node, vmid));
    }
    var begun = System.nanoTime();
    var machines = all(threads, made);
    var seconds = Seconds.since(begun);
    all(threads, machines.stream().map(vm -> (Callable<VmRef>) () -> removed(vm)).toList());
    return seconds;
  }

  private VmRef make(Wanted wanted, NodeName node, Vmid vmid) throws Exception {
    var vm = VmRef.of(node, vmid);
    client.watcher().await(client.vms().clone(template(wanted, node), Clone.full(vmid)), LIMIT);
    client
        .configs()
        .change(
            vm,
            ConfigChange.to(
                VmSettings.none().memory(MemoryMib.of(wanted.memoryMib())).cores(wanted.cores())));
    var disk =
        client.configs().get(vm).disks().entrySet().stream()
            .filter(slot -> !isAside(slot.getValue()))
            .findFirst()
            .orElseThrow()
            .getKey();
    client.watcher().await(client.configs().resize(vm, disk, Bytes.gib(wanted.diskGib())), LIMIT);
    client.watcher().await(client.power().start(vm), LIMIT);
    while (!client.agent().answers(vm)) {
      Pause.ofThread().pause(GLANCE); // a guest tells nobody that it has booted
    }
    return vm;
  }

  private static boolean isAside(DiskDevice disk) {
    return disk.isCdrom() || disk.isCloudInit();
  }

  private VmRef template(Wanted wanted, NodeName node) {
    return client.cluster().resources(Resource.Kind.VM).stream()
        .filter(Resource.Guest.class::isInstance)
        .map(Resource.Guest.class::cast)
        .filter(guest -> guest.template() && guest.node().equals(node))
        .filter(guest -> guest.name().filter(name -> name.startsWith(prefix(wanted))).isPresent())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no template of " + wanted + " on " + node))
        .ref();
  }

  private static String prefix(Wanted wanted) {
    return "image-" + wanted.image() + "-v";
  }

  private VmRef removed(VmRef vm) throws Exception {
    client.watcher().await(client.power().stop(vm), LIMIT);
    client.watcher().await(client.vms().delete(vm), LIMIT);
    return vm;
  }

  private static <T> List<T> all(int threads, List<Callable<T>> work) throws Exception {
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var results = new ArrayList<T>();
      for (Future<T> done : pool.invokeAll(work)) {
        results.add(done.get());
      }
      return results;
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof Exception cause ? cause : failed;
    } finally {
      pool.shutdown();
    }
  }
}
