package io.gridwright.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.bench.output.JsonFile;
import io.gridwright.standalone.demo.Customer;
import io.gridwright.standalone.demo.SteadyTraffic;
import io.gridwright.standalone.demo.SteadyTraffic.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Clients of the sample configuration ask at a steady rate while its web servers are resized, and
 * one is added and removed: requests, failures, and latencies before, during and after, by the
 * client's own clock.
 */
final class SwapBench {
  private static final int QUIET_SECONDS = 10;
  private static final Consumer<JsonNode> UNSEEN = operation -> {};

  private final Launched up;
  private final int requests;
  private final int perSecond;
  private final List<Row> rows = new ArrayList<>();

  private record Row(String what, double seconds, List<Answer> answers) {}

  SwapBench(Launched up, int requests, int perSecond) {
    this.up = up;
    this.requests = requests;
    this.perSecond = perSecond;
  }

  /** Measures, prints, writes; false if a request failed. */
  boolean run(PrintStream out, Path folder) throws IOException {
    var customer = up.customer("swap");
    var order = customer.order("swap");
    customer.follow(order, UNSEEN);
    var shop = order.configuration();
    var traffic = new SteadyTraffic(customer.balancerOf(shop), perSecond);
    try (traffic) {
      quiet("warm-up", traffic);
      quiet("before", traffic);
      var memory = 1024;
      while (traffic.answers().size() < requests) {
        memory = memory == 1024 ? 2048 : 1024;
        during("resize both", traffic, customer, shop, Customer.resizing("WEB", memory));
        during("add web-3", traffic, customer, shop, SwapBench::withThird);
        during("remove web-3", traffic, customer, shop, SwapBench::withoutThird);
      }
      quiet("after", traffic);
    }
    rows.add(new Row("all", 0, traffic.answers()));
    print(out);
    out.println("  sent again on a new connection: " + traffic.repeated());
    out.println("  " + write(folder));
    customer.delete(shop, UNSEEN);
    return traffic.answers().stream().noneMatch(Answer::failed);
  }

  private void quiet(String what, SteadyTraffic traffic) {
    var wanted = traffic.answers().size() + QUIET_SECONDS * perSecond;
    span(
        what,
        traffic,
        () -> {
          while (traffic.answers().size() < wanted) {
            LockSupport.parkNanos(1_000_000);
          }
        });
  }

  private void during(
      String what,
      SteadyTraffic traffic,
      Customer customer,
      String shop,
      Consumer<ObjectNode> change) {
    span(what, traffic, () -> customer.follow(customer.change(shop, change), UNSEEN));
  }

  private void span(String what, SteadyTraffic traffic, Runnable event) {
    var begun = System.nanoTime();
    event.run();
    var ended = System.nanoTime();
    rows.add(
        new Row(
            what,
            (ended - begun) / 1e9,
            traffic.answers().stream()
                .filter(a -> a.dueNanos() >= begun && a.dueNanos() < ended)
                .toList()));
  }

  private static void withThird(ObjectNode document) {
    var components = (ArrayNode) document.get("components");
    var third = ((ObjectNode) component(document, "web-2")).deepCopy();
    third.remove(List.of("id", "addresses"));
    components.add(third.put("name", "web-3"));
    pool(document).addObject().put("component", "web-3").put("port", 80);
    ((ArrayNode) document.get("links"))
        .addObject()
        .put("from", "web-3")
        .put("to", "db")
        .put("port", 3306);
  }

  private static void withoutThird(ObjectNode document) {
    drop((ArrayNode) document.get("components"), "name");
    drop(pool(document), "component");
    drop((ArrayNode) document.get("links"), "from");
  }

  private static void drop(ArrayNode list, String field) {
    for (var i = list.size() - 1; i >= 0; i--) {
      if (list.get(i).path(field).asText().equals("web-3")) {
        list.remove(i);
      }
    }
  }

  private static JsonNode component(ObjectNode document, String name) {
    for (var component : document.get("components")) {
      if (component.path("name").asText().equals(name)) {
        return component;
      }
    }
    throw new IllegalStateException("there is no " + name + " in " + document);
  }

  private static ArrayNode pool(ObjectNode document) {
    return (ArrayNode) component(document, "lb").at("/loadBalancer/virtualIps/0/pool");
  }

  private void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%nswap (%d requests a second)%n  %-14s %8s %9s %7s %9s %9s%n",
        perSecond,
        "",
        "seconds",
        "requests",
        "failed",
        "p50 ms",
        "p99 ms");
    rows.forEach(
        row ->
            out.printf(
                Locale.ROOT,
                "  %-14s %8.1f %9d %7d %9.2f %9.2f%n",
                row.what(),
                row.seconds(),
                row.answers().size(),
                failed(row),
                SteadyTraffic.percentile(row.answers(), 0.5),
                SteadyTraffic.percentile(row.answers(), 0.99)));
    rows.stream()
        .flatMap(row -> row.answers().stream())
        .filter(Answer::failed)
        .map(Answer::failure)
        .distinct()
        .limit(5)
        .forEach(failure -> out.println("  failed: " + failure));
  }

  private static long failed(Row row) {
    return row.answers().stream().filter(Answer::failed).count();
  }

  private Path write(Path folder) throws IOException {
    return JsonFile.write(
        folder,
        "swap",
        rows.stream()
            .map(
                row ->
                    Map.of(
                        "what", row.what(),
                        "seconds", row.seconds(),
                        "requests", row.answers().size(),
                        "failed", failed(row),
                        "p50Ms", SteadyTraffic.percentile(row.answers(), 0.5),
                        "p99Ms", SteadyTraffic.percentile(row.answers(), 0.99)))
            .toList());
  }
}
