package io.gridwright.store.grid;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.gridwright.domain.configuration.Image;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.store.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** The nodes of the grid: what they have, what is held of it, and in which state they are. */
public final class NodeLedger {
  private final Transactions transactions;
  private final InstantSource realTime;

  public NodeLedger(Transactions transactions, InstantSource realTime) {
    this.transactions = transactions;
    this.realTime = realTime;
  }

  public List<NodeRow> nodes() {
    return transactions.call(handle -> handle.attach(NodeRepository.class).all());
  }

  /** How many virtual CPUs the smallest node has; empty where there is none. */
  public OptionalInt fewestVcpus() {
    return transactions.call(handle -> handle.attach(NodeRepository.class).fewestVcpus());
  }

  public Optional<NodeRow> find(NodeName name) {
    return transactions.call(handle -> handle.attach(NodeRepository.class).find(name));
  }

  /** State of a node; one that the ledger does not know takes no step. */
  public NodeState state(NodeName name) {
    return find(name).map(NodeRow::state).orElse(NodeState.UNREACHABLE);
  }

  /** Every node with its images and tenants, by name; one consistent look. */
  public List<GridNode> list() {
    return transactions.call(
        handle -> {
          NodeRepository nodes = handle.attach(NodeRepository.class);
          ImageRepository templates = handle.attach(ImageRepository.class);
          Map<ImageId, Image> catalogue =
              templates.images().stream().collect(toMap(Image::id, identity()));
          Map<NodeName, Set<ImageId>> images =
              templates.ready().stream()
                  .collect(groupingBy(ImageCopy::node, mapping(ImageCopy::imageId, toSet())));
          Map<NodeName, List<Tenant>> tenants =
              nodes.tenants().stream()
                  .map(tenant -> tenant.with(catalogue))
                  .collect(groupingBy(Tenant::node));
          return nodes.all().stream()
              .map(
                  node ->
                      new GridNode(
                          node,
                          images.getOrDefault(node.name(), Set.of()),
                          tenants.getOrDefault(node.name(), List.of())))
              .toList();
        });
  }

  /** Makes a node known, or its capacity; the state is given to a new one only. */
  public void upsert(NodeName name, Capacity capacity, NodeState initially) {
    register(Map.of(name, capacity), initially);
  }

  /** Makes nodes known at one instant, or their capacity; the state is given to new ones only. */
  public void register(Map<NodeName, Capacity> capacities, NodeState initially) {
    transactions.run(
        handle -> {
          NodeRepository nodes = handle.attach(NodeRepository.class);
          capacities.forEach(
              (name, capacity) -> nodes.upsert(name, initially, capacity, realTime.instant()));
        });
  }

  /** Writes what a known node has now, so that placement reckons with it. */
  public void resize(NodeName name, Capacity capacity) {
    transactions.run(handle -> handle.attach(NodeRepository.class).resize(name, capacity));
  }

  /** Changes a node's state; false if it was not in {@code from} any more. */
  public boolean changeState(NodeName name, NodeState from, NodeState to) {
    return transactions.call(
        handle ->
            handle.attach(NodeRepository.class).changeState(name, from, to, realTime.instant())
                == 1);
  }

  /** Replaces a node's labels. */
  public void label(NodeName name, Map<String, Object> labels) {
    transactions.run(handle -> handle.attach(NodeRepository.class).label(name, labels));
  }

  /**
   * Sets labels and clears those that are empty; the others stay.
   *
   * @return false where there is no such node
   */
  public boolean relabel(NodeName name, Map<String, Optional<Object>> changes) {
    return transactions.call(
        handle -> {
          NodeRepository nodes = handle.attach(NodeRepository.class);
          Optional<NodeRow> node = nodes.lock(name);
          node.ifPresent(row -> nodes.label(name, merged(row.labels(), changes)));
          return node.isPresent();
        });
  }

  private static Map<String, Object> merged(
      Map<String, Object> labels, Map<String, Optional<Object>> changes) {
    Map<String, Object> merged = new TreeMap<>(labels);
    changes.forEach(
        (label, value) ->
            value.ifPresentOrElse(to -> merged.put(label, to), () -> merged.remove(label)));
    return merged;
  }

  /** Writes what the hypervisor holds beyond our ledger, so that placement sees it (F94). */
  public void setForeign(NodeName name, Capacity foreign) {
    transactions.run(
        handle ->
            handle.attach(NodeRepository.class).setForeign(name, foreign, realTime.instant()));
  }
}
