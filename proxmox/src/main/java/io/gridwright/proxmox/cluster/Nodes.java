package io.gridwright.proxmox.cluster;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.NodeName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The hosts. */
public final class Nodes {
  private final Api api;

  public Nodes(Api api) {
    this.api = api;
  }

  /**
   * A node in the list; without figures when it is off.
   *
   * @param fingerprint SHA-256 of its certificate, with colons; empty where unknown (PVE-D35)
   */
  public record NodeRow(NodeName node, NodeState state, Optional<String> fingerprint) {}

  /**
   * What a node tells of itself, live.
   *
   * @param cpu used fraction of all threads
   * @param cpus threads
   */
  public record NodeStatus(
      Optional<Bytes> memoryTotal,
      Optional<Bytes> memoryUsed,
      Optional<Bytes> memoryFree,
      OptionalInt cpus,
      OptionalDouble cpu,
      List<Double> load,
      Duration uptime,
      String version) {}

  /**
   * A network interface of a node.
   *
   * @param type bridge, bond, eth, vlan, OVSBridge, …
   */
  public record NetworkInterface(
      String name, String type, boolean active, boolean vlanAware, Optional<String> cidr) {}

  public List<NodeRow> list() {
    return api.send(Call.get("/nodes")).data().rows().stream()
        .map(
            row ->
                new NodeRow(
                    NodeName.of(row.required("node")),
                    NodeState.from(row),
                    row.nonBlank("ssl_fingerprint")))
        .toList();
  }

  public NodeStatus status(NodeName node) {
    Fields data = api.send(Call.get("/nodes/{}/status", node)).data();
    Fields memory = data.child("memory");
    return new NodeStatus(
        memory.bytes("total"),
        memory.bytes("used"),
        memory.bytes("free"),
        data.child("cpuinfo").integer("cpus"),
        data.fraction("cpu"),
        data.fractions("loadavg"),
        data.seconds("uptime").orElse(Duration.ZERO),
        data.textOrEmpty("pveversion"));
  }

  /** Interfaces; bridges of the software-defined network are among them. */
  public List<NetworkInterface> network(NodeName node) {
    return api.send(Call.get("/nodes/{}/network", node)).data().rows().stream()
        .map(
            row ->
                new NetworkInterface(
                    row.required("iface"),
                    row.textOrEmpty("type"),
                    row.flag("active"),
                    row.flag("bridge_vlan_aware"),
                    row.nonBlank("cidr")))
        .toList();
  }

  /** Points of the node's figures, oldest first, as the server names them; rates, not counters. */
  public List<Fields> statistics(NodeName node, Timeframe timeframe) {
    return api.send(
            Call.get("/nodes/{}/rrddata", node)
                .with("timeframe", timeframe.spelled())
                .with("cf", "AVERAGE"))
        .data()
        .rows();
  }
}
