package io.gridwright.emulator.api;

import io.gridwright.emulator.access.AccessControl;
import io.gridwright.emulator.work.Cluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /pools}. */
final class PoolResource {
  private final Cluster cluster;
  private final AccessControl access;
  private final Rights rights;
  private final Statistics statistics;
  private final ClusterResource resources;

  PoolResource(Cluster cluster, Rights rights, Statistics statistics, ClusterResource resources) {
    this.cluster = cluster;
    this.access = cluster.access();
    this.rights = rights;
    this.statistics = statistics;
    this.resources = resources;
  }

  void register(Routes routes) {
    Route.Rule allocate = rights.all("/pool/{poolid}", "Pool.Allocate");
    String change = "comment? vms? storage? delete?:boolean allow-move?:boolean";
    routes.anywhere(
        "GET", "/pools", Routes.NONE, "poolid?:poolid type?{qemu,lxc,storage}", this::list);
    routes.anywhere("POST", "/pools", allocate, "poolid:poolid comment?", this::create);
    routes.anywhere("PUT", "/pools", allocate, "poolid:poolid " + change, this::change);
    routes.anywhere("DELETE", "/pools", allocate, "poolid:poolid", this::delete);
    routes.anywhere(
        "GET",
        "/pools/{poolid}",
        rights.all("/pool/{poolid}", "Pool.Audit"),
        "type?{qemu,lxc,storage}",
        c -> pool(c, c.required("poolid")));
    routes.anywhere("PUT", "/pools/{poolid}", allocate, change, this::change);
    routes.anywhere("DELETE", "/pools/{poolid}", allocate, "", this::delete);
  }

  /** With a {@code poolid} nobody's rights are looked at (PVE-D36). */
  private Object list(Call call) {
    Optional<String> one = call.text("poolid");
    if (one.isPresent()) {
      Map<String, Object> row = new LinkedHashMap<>(pool(call, one.get()));
      row.put("poolid", one.get());
      return List.of(row);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    access
        .pools()
        .forEach(
            (id, comment) -> {
              if (rights.hasAny(call.caller(), "/pool/" + id, "Pool.Audit")) {
                rows.add(
                    comment.isEmpty()
                        ? Map.of("poolid", id)
                        : Map.of("poolid", id, "comment", comment));
              }
            });
    return rows;
  }

  private Map<String, Object> pool(Call call, String id) {
    String comment = access.pools().get(id);
    if (comment == null) {
      throw ApiException.failed("pool '" + id + "' does not exist");
    }
    Statistics.View told = statistics.view();
    List<Map<String, Object>> members = new ArrayList<>();
    if (!call.text("type").filter("storage"::equals).isPresent()) {
      access.poolMembers(id).stream()
          .flatMap(vmid -> cluster.grid().machine(vmid).stream())
          .forEach(machine -> members.add(resources.machineRow(machine, told)));
    }
    Map<String, Object> row = new LinkedHashMap<>();
    if (!comment.isEmpty()) {
      row.put("comment", comment);
    }
    row.put("members", members);
    return row;
  }

  private Object create(Call call) {
    Quorum.forUserConfig(cluster, call, "create pool failed: ");
    access.createPool(call.required("poolid"), call.text("comment").orElse(""));
    return null;
  }

  private Object change(Call call) {
    Quorum.forUserConfig(cluster, call, "update pools failed: ");
    access.changePool(
        call.required("poolid"),
        call.text("comment"),
        call.list("vms").stream().map(Integer::valueOf).toList(),
        call.list("storage"),
        call.flag("delete"),
        call.flag("allow-move"));
    return null;
  }

  private Object delete(Call call) {
    Quorum.forUserConfig(cluster, call, "delete pool failed: ");
    access.deletePool(call.required("poolid"));
    return null;
  }
}
