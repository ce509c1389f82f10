package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.storage.StorageDefinition;
import io.gridwright.emulator.storage.Storages;
import io.gridwright.emulator.work.BackupWork;
import io.gridwright.emulator.work.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Backups: vzdump of a node's machines, what a backup holds. */
final class BackupResource {
  private static final Map<String, String> SUFFIXES =
      Map.of("0", "", "1", ".lzo", "lzo", ".lzo", "gzip", ".gz", "zstd", ".zst");

  private final Cluster cluster;
  private final Rights rights;
  private final Machines machines;
  private final BackupWork backup;
  private final Map<String, ReentrantLock> oneAtATime = new ConcurrentHashMap<>();

  BackupResource(Cluster cluster, Rights rights, BackupWork backup) {
    this.cluster = cluster;
    this.rights = rights;
    this.machines = new Machines(cluster);
    this.backup = backup;
  }

  void register(Routes routes) {
    routes.inDaemon(
        "POST",
        "/nodes/{node}/vzdump",
        Routes.NONE,
        "vmid? all?:boolean pool? storage?:storage-id mode?{snapshot,suspend,stop}"
            + " compress?{0,1,gzip,lzo,zstd} remove?:boolean prune-backups? protected?:boolean"
            + " notes-template?:string(,1024) bwlimit?:integer(0,) lockwait?:integer(0,) exclude?"
            + " stopwait?:integer(0,) quiet?:boolean zstd?:integer ionice?:integer(0,8) fleecing?"
            + " notification-mode?{auto,legacy-sendmail,notification-system} mailto?",
        this::dump);
    routes.inDaemon(
        "GET", "/nodes/{node}/vzdump/extractconfig", Routes.NONE, "volume", this::extract);
    routes.onNode(
        "GET",
        "/nodes/{node}/vzdump/defaults",
        Routes.NONE,
        "storage?:storage-id",
        c -> Map.of("mode", "snapshot", "compress", "0", "storage", Storages.SHARED));
  }

  private Object dump(Call call) {
    String storage = call.text("storage").orElse(Storages.SHARED);
    requireBackups(storage);
    List<Integer> vmids = vmids(call);
    vmids.forEach(vmid -> rights.requireAll(call.caller(), "/vms/" + vmid, "VM.Backup"));
    rights.requireAll(call.caller(), "/storage/" + storage, "Datastore.AllocateSpace");
    List<Integer> here = vmids.stream().filter(vmid -> !elsewhere(call, vmid)).toList();
    if (here.isEmpty()) {
      return "OK"; // nothing to do on this node (API.md 15 fault 25)
    }
    BackupWork.Order order =
        new BackupWork.Order(
            here,
            storage,
            SUFFIXES.get(call.text("compress").orElse("0")),
            notes(call, here),
            call.flag("protected"));
    String id = here.size() == 1 ? Integer.toString(here.get(0)) : "";
    return machines.fork(
        call, "vzdump", id, worker -> alone(call.node(), () -> backup.dump(worker, order)));
  }

  /** One vzdump per node at a time; the others wait. */
  private void alone(String node, Runnable job) {
    ReentrantLock lock = oneAtATime.computeIfAbsent(node, n -> new ReentrantLock());
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      job.run();
    } finally {
      lock.unlock();
    }
  }

  private void requireBackups(String storage) {
    StorageDefinition definition =
        cluster
            .grid()
            .storages()
            .definition(storage)
            .orElseThrow(() -> ApiException.failed("storage '" + storage + "' does not exist"));
    if (!definition.content().contains("backup")) {
      throw ApiException.parameter(
          "storage", "storage '" + storage + "' is not configured for content-type 'backup'");
    }
  }

  private List<Integer> vmids(Call call) {
    List<Integer> vmids = new ArrayList<>();
    if (call.flag("all")) {
      cluster.grid().allMachines().stream()
          .filter(m -> m.node().equals(call.node()))
          .map(Machine::vmid)
          .forEach(vmids::add);
    }
    call.text("pool").ifPresent(pool -> vmids.addAll(cluster.access().poolMembers(pool)));
    call.list("vmid").forEach(vmid -> vmids.add(Integer.valueOf(vmid)));
    call.list("exclude").forEach(vmid -> vmids.remove(Integer.valueOf(vmid)));
    if (vmids.isEmpty() && !call.flag("all")) {
      throw ApiException.parameter("vmid", "property is missing and it is not optional");
    }
    return vmids;
  }

  /** PVE-D40: a machine that exists nowhere is not elsewhere; its backup fails in the task. */
  private boolean elsewhere(Call call, int vmid) {
    return cluster.grid().machine(vmid).filter(m -> !m.node().equals(call.node())).isPresent();
  }

  private String notes(Call call, List<Integer> vmids) {
    String template = call.text("notes-template").orElse("");
    Optional<Machine> first = cluster.grid().machine(vmids.get(0));
    return template
        .replace("{{guestname}}", first.map(Machine::name).orElse(""))
        .replace("{{vmid}}", vmids.get(0).toString())
        .replace("{{node}}", call.node())
        .replace("{{cluster}}", ClusterResource.NAME);
  }

  private Object extract(Call call) {
    String volid = call.required("volume");
    String name = volid.substring(volid.indexOf(':') + 1);
    return backup
        .configIn(name)
        .map(config -> config.text())
        .orElseThrow(() -> ApiException.failed("volume '" + volid + "' does not exist"));
  }
}
