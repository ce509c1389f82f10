package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Grid;
import io.gridwright.emulator.grid.Node;
import io.gridwright.emulator.work.Cluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /nodes} but for machines, tasks and storages. */
final class NodeResource {
  private final Cluster cluster;
  private final Rights rights;
  private final Statistics statistics;
  private final ClusterResource clusterResource;

  NodeResource(
      Cluster cluster, Rights rights, Statistics statistics, ClusterResource clusterResource) {
    this.cluster = cluster;
    this.rights = rights;
    this.statistics = statistics;
    this.clusterResource = clusterResource;
  }

  void register(Routes routes) {
    Route.Rule audit = rights.all("/nodes/{node}", "Sys.Audit");
    routes.anywhere(
        "GET",
        "/nodes",
        Routes.NONE,
        "",
        c ->
            cluster.grid().allNodes().stream().map(n -> clusterResource.listedNode(c, n)).toList());
    routes.anywhere("GET", "/nodes/{node}", Routes.NONE, "", c -> index());
    routes.onNode("GET", "/nodes/{node}/status", audit, "", this::status);
    String frame = "timeframe{hour,day,week,month,year,decade} cf?{AVERAGE,MAX}";
    routes.add(
        "GET",
        "/nodes/{node}/rrddata",
        false,
        true,
        Route.Access.LOGIN,
        audit,
        frame,
        c -> statistics.history().points("node/" + c.node()));
    routes.add(
        "GET",
        "/nodes/{node}/qemu/{vmid}/rrddata",
        false,
        true,
        Route.Access.LOGIN,
        rights.all("/vms/{vmid}", "VM.Audit"),
        frame,
        this::machineHistory);
    routes.onNode("GET", "/nodes/{node}/version", Routes.NONE, "", c -> ClusterResource.version());
    routes.onNode("GET", "/nodes/{node}/time", audit, "", c -> time());
    routes.onNode(
        "GET",
        "/nodes/{node}/network",
        Routes.NONE,
        "type?{bridge,bond,eth,alias,vlan,fabric,OVSBridge,OVSBond,OVSPort,OVSIntPort,vnet,any_bridge,any_local_bridge,include_sdn}",
        c -> Cluster.BRIDGES.stream().map(NodeResource::bridge).toList());
  }

  /** PVE-D37: an absent machine has no file of its own. */
  private Object machineHistory(Call call) {
    if (cluster.grid().machine(call.vmid()).isEmpty()) {
      throw ApiException.failed(
          "RRD error: opening '/var/lib/rrdcached/db/pve-vm-9.0/"
              + call.vmid()
              + "': No such file or directory");
    }
    return statistics.history().points("qemu/" + call.vmid());
  }

  private static Object index() {
    return List.of("qemu", "tasks", "storage", "status", "version", "network").stream()
        .map(name -> Map.of("name", name))
        .toList();
  }

  private Object time() {
    long now = cluster.pace().epoch();
    return Map.of("timezone", "UTC", "time", now, "localtime", now);
  }

  private static Map<String, Object> bridge(String name) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("iface", name);
    row.put("type", "bridge");
    row.put("active", 1);
    row.put("autostart", 1);
    row.put("method", "manual");
    row.put("method6", "manual");
    row.put("bridge_ports", name.equals("vmbr0") ? "eno1" : "eno2");
    row.put("bridge_stp", "off");
    row.put("bridge_fd", "0");
    row.put("bridge_vlan_aware", 1);
    row.put("bridge_vids", "2-4094");
    row.put("families", List.of("inet"));
    row.put("priority", 3);
    return row;
  }

  private Object status(Call call) {
    Node node = cluster.grid().node(call.node()).orElseThrow();
    Grid.NodeCapacity capacity = cluster.grid().capacity();
    Map<String, Object> load = statistics.nodeRow(node);
    long total = capacity.memoryMib() << 20;
    long used = ((Number) load.get("mem")).longValue();
    double cpu = ((Number) load.get("cpu")).doubleValue();
    String average = String.format("%.2f", cpu * capacity.cpus());
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("cpu", cpu);
    row.put("wait", 0);
    row.put("idle", 0);
    row.put("uptime", load.get("uptime"));
    row.put("loadavg", List.of(average, average, average));
    row.put(
        "memory",
        Map.of("total", total, "used", used, "free", total - used, "available", total - used));
    row.put("swap", Map.of("total", 0, "used", 0, "free", 0));
    row.put(
        "rootfs",
        Map.of("total", 100L << 30, "used", 5L << 30, "free", 95L << 30, "avail", 95L << 30));
    row.put("ksm", Map.of("shared", 0));
    row.put("cpuinfo", cpuInfo(capacity));
    row.put("kversion", "Linux 6.17.2-1-pve #1 SMP PREEMPT_DYNAMIC");
    row.put(
        "current-kernel",
        Map.of(
            "sysname",
            "Linux",
            "release",
            "6.17.2-1-pve",
            "version",
            "#1 SMP PREEMPT_DYNAMIC",
            "machine",
            "x86_64"));
    row.put("boot-info", Map.of("mode", "efi", "secureboot", 0));
    row.put("pveversion", "pve-manager/9.2.11/0d2a9f3c4b5e6f70");
    return row;
  }

  private static Map<String, Object> cpuInfo(Grid.NodeCapacity capacity) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("cpus", capacity.cpus());
    info.put("cores", Math.max(1, capacity.cpus() / 4));
    info.put("sockets", 2);
    info.put("model", "Emulated CPU");
    info.put("mhz", "2400.000");
    info.put("flags", "fpu vme de pse tsc msr");
    info.put("hvm", "1");
    info.put("user_hz", 100);
    return info;
  }
}
