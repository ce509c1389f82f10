package io.gridwright.proxmox.task;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.Upid;
import java.util.List;
import java.util.Optional;

/** Tasks: what a UPID stands for. A task is known only to the node inside its UPID. */
public final class Tasks {
  private static final String NO_CONTENT = "no content";

  /** More than any log has; 0, which means all, is not understood everywhere. */
  private static final int WHOLE_LOG = 100_000;

  private final Api api;

  public Tasks(Api api) {
    this.api = api;
  }

  /**
   * @throws io.gridwright.proxmox.error.ProxmoxException.NotFound if the node does not know the
   *     task: rotated away, or, rarely, only a few milliseconds old
   */
  public TaskStatus status(Upid upid) {
    return TaskStatus.from(
        upid, api.send(Call.get("/nodes/{}/tasks/{}/status", upid.node(), upid)).data());
  }

  /** The whole log, oldest line first; one odd line for an unknown task (PVE-D22). */
  public List<String> log(Upid upid) {
    return lines(Call.get("/nodes/{}/tasks/{}/log", upid.node(), upid).with("limit", WHOLE_LOG));
  }

  /** The last lines of the log, at most so many. */
  public List<String> logTail(Upid upid, int lines) {
    List<String> all = log(upid);
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  private List<String> lines(Call call) {
    return api.send(call).data().rows().stream()
        .map(row -> row.textOrEmpty("t"))
        .filter(line -> !line.equals(NO_CONTENT))
        .toList();
  }

  public List<TaskRow> list(NodeName node, TaskFilter filter) {
    return rows(filter.addTo(Call.get("/nodes/{}/tasks", node)));
  }

  /** All that run and the latest that ended, of all nodes, also of those which are off. */
  public List<TaskRow> ofCluster() {
    return rows(Call.get("/cluster/tasks"));
  }

  private List<TaskRow> rows(Call call) {
    List<Fields> rows = api.send(call).data().rows();
    return rows.stream().map(TaskRow::from).flatMap(Optional::stream).toList();
  }

  /**
   * Ends the task's processes; blocks until they are gone, up to 5 s (PVE-D8). What they left
   * behind is cleaned up only as far as the task's own handler goes.
   */
  public void stop(Upid upid) {
    api.send(Call.delete("/nodes/{}/tasks/{}", upid.node(), upid));
  }
}
