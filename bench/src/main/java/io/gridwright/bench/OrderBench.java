package io.gridwright.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.standalone.demo.Customer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/**
 * The sample order, from POST until it runs, against the hypervisor's own time for its four
 * machines; and twenty such orders at once.
 */
final class OrderBench {
  private static final int CROWD = 20;

  /** An account may have eight event streams open, and one that was left counts for a while. */
  private static final int ORDERS_OF_ONE_CUSTOMER = 1;

  /** Each node's state is read from the hypervisor before anything is built there. */
  private static final String FIRST_STEP_OUTSIDE = "verify";

  private static final Consumer<JsonNode> UNSEEN = operation -> {};

  private final Launched up;
  private final int rounds;

  OrderBench(Launched up, int rounds) {
    this.up = up;
    this.rounds = rounds;
  }

  Report run() throws Exception {
    var report = new Report("orders");
    try (ProxmoxClient client = up.hypervisor()) {
      var grid = new Grid(client);
      var customer = up.customer("single");
      var warmUp = customer.order("warm-up");
      customer.follow(warmUp, UNSEEN);
      customer.delete(warmUp.configuration(), UNSEEN);
      single(report, grid, customer);
      crowd(report, grid);
    }
    return report;
  }

  private void single(Report report, Grid grid, Customer customer) throws Exception {
    var running = new double[rounds];
    var firstCall = new double[rounds];
    var oneByOne = new double[rounds];
    var atOnce = new double[rounds];
    for (var round = 0; round < rounds; round++) {
      oneByOne[round] = grid.oneByOne(1);
      atOnce[round] = grid.atOnce(1);
      var posted = Instant.now();
      var begun = System.nanoTime();
      var order = customer.order("sample-" + round);
      var ended = customer.follow(order, UNSEEN);
      running[round] = Seconds.since(begun);
      firstCall[round] = Duration.between(posted, firstCall(ended)).toNanos() / 1e9;
      customer.delete(order.configuration(), UNSEEN);
    }
    var own = Seconds.median(atOnce);
    report.add(
        new Measured(
            "order: POST to RUNNING",
            Seconds.median(running),
            "its machines by hand, all at once",
            own));
    report.add(
        new Measured(
            "order: POST to RUNNING",
            Seconds.median(running),
            "its machines by hand, one by one",
            Seconds.median(oneByOne)));
    report.add(
        new Measured(
            "order: POST to the first Proxmox call",
            Seconds.median(firstCall),
            "its machines by hand, all at once",
            own));
  }

  private void crowd(Report report, Grid grid) throws Exception {
    var byHand = grid.atOnce(CROWD);
    var customers = new ArrayList<Customer>();
    for (var i = 0; i < CROWD / ORDERS_OF_ONE_CUSTOMER; i++) {
      customers.add(up.customer("crowd-" + i));
    }
    var begun = System.nanoTime();
    var orders = new ArrayList<Map.Entry<Customer, Customer.Order>>();
    for (var i = 0; i < CROWD; i++) {
      var customer = customers.get(i % customers.size());
      orders.add(Map.entry(customer, customer.order("crowd-" + i)));
    }
    orders.forEach(order -> order.getKey().follow(order.getValue(), UNSEEN));
    report.add(
        new Measured(
            CROWD + " orders at once: first POST to all RUNNING",
            Seconds.since(begun),
            "their machines by hand, all at once",
            byHand));
  }

  private static Instant firstCall(JsonNode operation) {
    return StreamSupport.stream(operation.path("steps").spliterator(), false)
        .filter(step -> step.path("name").asText().equals(FIRST_STEP_OUTSIDE))
        .map(step -> Instant.parse(step.path("startedAt").asText()))
        .min(Instant::compareTo)
        .orElseThrow(() -> new IllegalStateException("no step asked the hypervisor: " + operation));
  }
}
