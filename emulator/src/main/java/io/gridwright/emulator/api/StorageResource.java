package io.gridwright.emulator.api;

import io.gridwright.emulator.storage.StorageDefinition;
import io.gridwright.emulator.storage.Volume;
import io.gridwright.emulator.work.BackupWork;
import io.gridwright.emulator.work.Cluster;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Storages of a node and what lies on them. */
final class StorageResource {
  private static final Duration REMOVE = Duration.ofMillis(500);

  private final Cluster cluster;
  private final Rights rights;
  private final BackupWork backup;
  private final Machines machines;

  StorageResource(Cluster cluster, Rights rights, BackupWork backup) {
    this.cluster = cluster;
    this.rights = rights;
    this.backup = backup;
    this.machines = new Machines(cluster);
  }

  void register(Routes routes) {
    String storage = "/nodes/{node}/storage";
    Route.Rule audit =
        rights.any("/storage/{storage}", "Datastore.Audit", "Datastore.AllocateSpace");
    routes.anywhere("GET", "/storage", Routes.NONE, "type?", this::definitions);
    routes.inDaemon(
        "GET",
        storage,
        Routes.NONE,
        "content? enabled?:boolean storage?:storage-id target?:node format?:boolean",
        this::list);
    routes.inDaemon("GET", storage + "/{storage}/status", audit, "", this::status);
    routes.inDaemon(
        "GET", storage + "/{storage}/content", audit, "content? vmid?:vmid", this::content);
    String volume = storage + "/{storage}/content/{volume*}";
    routes.inDaemon("GET", volume, Routes.NONE, "", this::volume);
    routes.inDaemon("PUT", volume, audit, "notes? protected?:boolean", this::note);
    routes.inDaemon("DELETE", volume, audit, "delay?:integer(1,30)", this::delete);
  }

  private List<StorageDefinition> visible(Call call) {
    return cluster.grid().storages().definitions().stream()
        .filter(
            s ->
                rights.hasAny(
                    call.caller(),
                    "/storage/" + s.id(),
                    "Datastore.Audit",
                    "Datastore.AllocateSpace"))
        .toList();
  }

  private Object definitions(Call call) {
    return visible(call).stream()
        .map(
            s ->
                Map.of(
                    "storage",
                    s.id(),
                    "type",
                    s.type(),
                    "content",
                    content(s),
                    "shared",
                    s.shared() ? 1 : 0,
                    "path",
                    s.shared() ? "/mnt/pve/" + s.id() : "/var/lib/vz",
                    "digest",
                    "da39a3ee5e6b4b0d3255bfef95601890afd80709"))
        .toList();
  }

  private static String content(StorageDefinition storage) {
    return String.join(",", storage.content().stream().sorted().toList());
  }

  private Object list(Call call) {
    return visible(call).stream()
        .filter(s -> call.list("content").stream().allMatch(s.content()::contains))
        .filter(s -> call.text("storage").map(s.id()::equals).orElse(true))
        .map(
            s -> {
              Map<String, Object> row = row(s, call.node());
              row.put("storage", s.id());
              return row;
            })
        .toList();
  }

  private Map<String, Object> row(StorageDefinition storage, String node) {
    long used;
    synchronized (cluster.grid().monitor()) {
      used = cluster.grid().storages().used(storage.id(), node);
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("type", storage.type());
    row.put("content", content(storage));
    row.put("shared", storage.shared() ? 1 : 0);
    row.put("enabled", 1);
    row.put("active", 1);
    row.put("total", storage.total());
    row.put("used", used);
    row.put("avail", storage.total() - used);
    row.put("used_fraction", (double) used / storage.total());
    return row;
  }

  private Object status(Call call) {
    return cluster
        .grid()
        .storages()
        .definition(call.required("storage"))
        .map(storage -> row(storage, call.node()))
        .orElseThrow(() -> ApiException.parameter("storage", "No such storage.")); // PVE-D54
  }

  private StorageDefinition known(Call call) {
    String id = call.required("storage");
    return cluster
        .grid()
        .storages()
        .definition(id)
        .orElseThrow(() -> ApiException.failed("storage '" + id + "' does not exist"));
  }

  private Object content(Call call) {
    StorageDefinition storage = known(call);
    List<Volume> volumes;
    synchronized (cluster.grid().monitor()) {
      volumes = cluster.grid().storages().content(storage.id(), call.node());
    }
    return volumes.stream()
        .filter(v -> call.text("content").map(v.content()::equals).orElse(true))
        .filter(v -> call.text("vmid").map(id -> v.vmid() == Integer.parseInt(id)).orElse(true))
        .filter(v -> mayRead(call, v))
        .map(v -> row(storage, v))
        .toList();
  }

  private boolean mayRead(Call call, Volume volume) {
    return rights.hasAny(
            call.caller(), "/vms/" + volume.vmid(), "VM.Config.Disk", "VM.Backup", "VM.Audit")
        || rights.hasAny(call.caller(), "/storage", "Datastore.Allocate");
  }

  private static Map<String, Object> row(StorageDefinition storage, Volume volume) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("volid", storage.id() + ":" + volume.name());
    row.put("content", volume.content());
    row.put("format", volume.format());
    row.put("size", volume.size());
    row.put("used", volume.used());
    row.put("ctime", volume.created());
    row.put("vmid", volume.vmid());
    // PVE-D33: null, or the base's file relative to the clone's.
    row.put("parent", volume.base().map(base -> "../" + base).orElse(null));
    if (!volume.notes().isEmpty()) {
      row.put("notes", volume.notes().lines().findFirst().orElse(""));
    }
    if (volume.isProtected()) {
      row.put("protected", 1);
    }
    if (volume.content().equals("backup")) {
      row.put("subtype", "qemu");
      row.remove("parent");
    }
    return row;
  }

  private static String name(Call call) {
    String volume = call.required("volume");
    String prefix = call.required("storage") + ":";
    return volume.startsWith(prefix) ? volume.substring(prefix.length()) : volume;
  }

  private Optional<Volume> find(Call call) {
    synchronized (cluster.grid().monitor()) {
      return cluster.grid().storages().find(known(call).id(), call.node(), name(call));
    }
  }

  private Volume found(Call call) {
    Volume volume =
        find(call)
            .orElseThrow(
                () ->
                    ApiException.failed(
                        "volume '"
                            + call.required("storage")
                            + ":"
                            + name(call)
                            + "' does not exist"));
    if (!mayRead(call, volume)) {
      throw ApiException.denied("/storage/" + call.required("storage") + ", Datastore.Allocate");
    }
    return volume;
  }

  private Object volume(Call call) {
    Volume volume = found(call);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("path", "/var/lib/vz/images/" + volume.name());
    row.put("size", volume.size());
    row.put("used", volume.used());
    row.put("format", volume.format());
    if (!volume.notes().isEmpty()) {
      row.put("notes", volume.notes());
    }
    if (volume.isProtected()) {
      row.put("protected", 1);
    }
    return row;
  }

  private Object note(Call call) {
    Volume volume = found(call);
    Volume noted =
        volume.noted(
            call.text("notes").orElse(volume.notes()),
            call.choice("protected").orElse(volume.isProtected()));
    synchronized (cluster.grid().monitor()) {
      cluster.grid().storages().put(call.required("storage"), call.node(), noted);
    }
    return null;
  }

  /** An image that is not there is removed all the same (PVE-D34). */
  private Object delete(Call call) {
    StorageDefinition storage = known(call);
    Optional<Volume> volume = find(call);
    if (volume.filter(v -> v.content().equals("backup")).isEmpty()) {
      rights.requireAll(call.caller(), "/storage/" + storage.id(), "Datastore.Allocate");
    }
    volume
        .filter(Volume::isProtected)
        .ifPresent(
            v -> {
              throw ApiException.failed(
                  "cannot remove protected archive '" + storage.id() + ":" + v.name() + "'");
            });
    String vmid = volume.map(v -> Integer.toString(v.vmid())).orElse("");
    return machines.fork(
        call,
        "imgdel",
        vmid + "@" + storage.id(),
        worker -> {
          worker.work(REMOVE);
          volume.ifPresentOrElse(
              v ->
                  worker.change(
                      () -> {
                        cluster.grid().storages().remove(storage.id(), call.node(), v.name());
                        backup.discard(v.name());
                      }),
              () -> worker.say("volume '" + name(call) + "' does not exist"));
        });
  }
}
