package io.gridwright.emulator.api;

import io.gridwright.emulator.task.Task;
import io.gridwright.emulator.task.Upid;
import io.gridwright.emulator.work.Cluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Worker tasks: lists, status, log, stop. */
final class TaskResource {
  private static final int RECENT_PER_NODE = 25;

  private final Cluster cluster;
  private final Rights rights;

  TaskResource(Cluster cluster, Rights rights) {
    this.cluster = cluster;
    this.rights = rights;
  }

  void register(Routes routes) {
    routes.onNode(
        "GET",
        "/nodes/{node}/tasks",
        Routes.NONE,
        "start?:integer(0,) limit?:integer(0,) source?{archive,active,all} typefilter? vmid?:vmid"
            + " userfilter? errors?:boolean statusfilter? since?:integer until?:integer",
        this::list);
    routes.onNode("GET", "/nodes/{node}/tasks/{upid}/status", Routes.NONE, "", this::status);
    routes.onNode(
        "GET",
        "/nodes/{node}/tasks/{upid}/log",
        Routes.NONE,
        "start?:integer(0,) limit?:integer(0,) download?:boolean",
        this::log);
    routes.inDaemon("DELETE", "/nodes/{node}/tasks/{upid}", Routes.NONE, "", this::stop);
    routes.anywhere("GET", "/cluster/tasks", Routes.NONE, "", this::recent);
  }

  private Upid parsed(Call call) {
    return Upid.parse(call.required("upid"))
        .orElseThrow(() -> ApiException.parameter("upid", "unable to parse worker upid"));
  }

  private Optional<Task> find(Call call) {
    Upid upid = parsed(call);
    return cluster.tasks().find(upid.toString()).filter(t -> upid.node().equals(call.node()));
  }

  private Task known(Call call) {
    return find(call).orElseThrow(() -> ApiException.parameter("upid", "no such task"));
  }

  private boolean own(Call call, Upid upid) {
    String user = upid.user();
    return user.equals(call.caller().fullName())
        || call.caller().token().isEmpty() && upid.userName().equals(call.caller().user());
  }

  private void requireOwner(Call call, Upid upid, String privilege) {
    if (!own(call, upid)) {
      rights.requireAll(call.caller(), "/nodes/" + upid.node(), privilege);
    }
  }

  private static Map<String, Object> row(Upid upid, boolean split) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("upid", upid.toString());
    row.put("node", upid.node());
    row.put("pid", upid.pid());
    row.put("pstart", upid.pstart());
    row.put("starttime", upid.startTime());
    row.put("type", upid.type());
    row.put("id", upid.id());
    row.put("user", split ? upid.userName() : upid.user());
    if (split) {
      upid.tokenName().ifPresent(token -> row.put("tokenid", token));
    }
    return row;
  }

  private Object status(Call call) {
    Upid upid = parsed(call);
    Task task = known(call);
    requireOwner(call, upid, "Sys.Audit");
    Map<String, Object> row = row(upid, true);
    Optional<String> end = task.exitStatus();
    row.put("status", end.isPresent() ? "stopped" : "running");
    end.ifPresent(text -> row.put("exitstatus", text));
    return row;
  }

  private Object log(Call call) {
    Upid upid = parsed(call);
    Optional<Task> task = find(call);
    requireOwner(call, upid, "Sys.Audit");
    // PVE-D22: an unknown UPID has a log of one line.
    List<String> lines =
        task.map(Task::log).orElse(List.of("unable to open file - No such file or directory"));
    List<String> all = lines.isEmpty() ? List.of("no content") : lines;
    long start = call.number("start").orElse(0L);
    long limit =
        call.number("limit").filter(n -> n > 0).orElse(call.has("limit") ? Long.MAX_VALUE : 50);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (long n = start; n < all.size() && n - start < limit; n++) {
      rows.add(Map.of("n", n + 1, "t", all.get((int) n)));
    }
    return new Route.Listing(rows, Map.of("total", all.size()));
  }

  private Object stop(Call call) {
    Upid upid = parsed(call);
    Optional<Task> task = find(call);
    requireOwner(call, upid, "Sys.Modify");
    task.ifPresent(cluster.tasks()::stop);
    return null;
  }

  private Object list(Call call) {
    String source = call.text("source").orElse("archive");
    boolean all = rights.hasAny(call.caller(), "/nodes/" + call.node(), "Sys.Audit");
    List<Map<String, Object>> rows =
        cluster.tasks().of(call.node()).stream()
            .filter(task -> all || own(call, task.upid()))
            .filter(task -> source.equals("all") || task.running() == source.equals("active"))
            .filter(task -> wanted(call, task))
            .map(TaskResource::listed)
            .toList();
    long start = call.number("start").orElse(0L);
    long limit =
        call.number("limit").filter(n -> n > 0).orElse(call.has("limit") ? Long.MAX_VALUE : 50);
    List<Map<String, Object>> page = rows.stream().skip(start).limit(limit).toList();
    // PVE-D51: without a match there is no total.
    return new Route.Listing(page, rows.isEmpty() ? Map.of() : Map.of("total", rows.size()));
  }

  private static boolean wanted(Call call, Task task) {
    Upid upid = task.upid();
    String end = task.exitStatus().orElse("OK");
    return Stream.of(
            call.text("typefilter").map(upid.type()::equals),
            call.text("vmid").map(upid.id()::equals),
            call.text("userfilter").map(upid.user()::contains),
            call.number("since").map(since -> upid.startTime() >= since),
            call.number("until").map(until -> upid.startTime() <= until),
            call.choice("errors").map(errors -> !errors || !end.equals("OK")),
            call.text("statusfilter").map(f -> List.of(f.split(",")).contains(kind(end))))
        .allMatch(condition -> condition.orElse(true));
  }

  private static String kind(String end) {
    if (end.equals("OK")) {
      return "ok";
    }
    if (end.startsWith("WARNINGS: ")) {
      return "warning";
    }
    return end.equals(Task.UNEXPECTED) ? "unknown" : "error";
  }

  /** PVE-D21: rows of running tasks have the full user and no tokenid. */
  private static Map<String, Object> listed(Task task) {
    Map<String, Object> row = row(task.upid(), !task.running());
    task.endedAt().map(Instant::getEpochSecond).ifPresent(at -> row.put("endtime", at));
    row.put("status", task.exitStatus().orElse("RUNNING"));
    if (task.running()) {
      row.put("saved", "0");
    } else {
      row.put("saved", 1);
    }
    return row;
  }

  private Object recent(Call call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    cluster
        .grid()
        .allNodes()
        .forEach(
            node -> {
              boolean all = rights.hasAny(call.caller(), "/nodes/" + node.name(), "Sys.Audit");
              List<Task> seen =
                  cluster.tasks().of(node.name()).stream()
                      .filter(task -> all || own(call, task.upid()))
                      .toList();
              seen.stream().filter(Task::running).forEach(task -> rows.add(row(task.upid(), true)));
              seen.stream()
                  .filter(task -> !task.running())
                  .limit(RECENT_PER_NODE)
                  .forEach(task -> rows.add(finished(task)));
            });
    return rows;
  }

  private static Map<String, Object> finished(Task task) {
    Map<String, Object> row = row(task.upid(), true);
    row.remove("pid");
    task.endedAt().map(Instant::getEpochSecond).ifPresent(at -> row.put("endtime", at));
    row.put("status", task.exitStatus().orElse(""));
    row.put("saved", "1");
    return row;
  }
}
