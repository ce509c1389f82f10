package io.gridwright.bench;

import io.gridwright.bench.output.JsonFile;
import io.gridwright.standalone.demo.Await;
import io.gridwright.standalone.demo.Customer;
import io.gridwright.standalone.demo.DemoFailure;
import io.gridwright.standalone.demo.Plugs;
import io.gridwright.standalone.demo.Plugs.Guest;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Nodes of the sample configuration lose their power, by turns that of a web server and that of the
 * balancer: seconds from the cut to what clients see again, on the emulator's own delays (templates
 * of 4 GiB). What stands elsewhere must not be restarted, nor any rule be violated.
 */
final class RecoveryBench {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final List<String> VICTIMS = List.of("web-1", "lb");

  private final Launched up;
  private final int losses;
  private final List<Loss> seen = new ArrayList<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  /**
   * One loss.
   *
   * @param seconds until its component serves again, or its successor
   * @param restarts of what stood elsewhere
   */
  private record Loss(String component, double seconds, int restarts) {}

  RecoveryBench(Launched up, int losses) {
    this.up = up;
    this.losses = losses;
  }

  /** Measures, prints, writes; false if anything else was restarted, or a rule was violated. */
  boolean run(PrintStream out, Path folder) throws IOException {
    var customer = up.customer("recovery");
    var plugs = up.plugs();
    var order = customer.order("recovery");
    customer.follow(order, operation -> {});
    for (var loss = 0; loss < losses; loss++) {
      seen.add(lose(customer, plugs, order.configuration(), VICTIMS.get(loss % VICTIMS.size())));
    }
    print(out);
    var violations = plugs.violations();
    out.println("  violations: " + violations.size());
    out.println(
        "  "
            + JsonFile.write(
                folder,
                "recovery",
                seen.stream()
                    .map(
                        loss ->
                            Map.of(
                                "component", loss.component(),
                                "seconds", loss.seconds(),
                                "restarts", loss.restarts()))
                    .toList()));
    customer.delete(order.configuration(), operation -> {});
    return violations.isEmpty() && seen.stream().allMatch(loss -> loss.restarts() == 0);
  }

  private Loss lose(Customer customer, Plugs plugs, String shop, String component) {
    var before = plugs.guestsOf(shop);
    var node =
        before.stream()
            .filter(guest -> guest.component().equals(component))
            .map(Guest::node)
            .findFirst()
            .orElseThrow();
    var elsewhere = before.stream().filter(guest -> !guest.node().equals(node)).toList();
    var recovered = customer.succeeded(shop, "RECOVER").size();
    plugs.cut(node);
    var begun = System.nanoTime();
    Await.of(LIMIT, () -> answersAgain(customer, shop, component, node, plugs));
    var seconds = Seconds.since(begun);
    Await.of(LIMIT, () -> customer.succeeded(shop, "RECOVER").size() > recovered);
    var after = new HashSet<>(plugs.guestsOf(shop));
    var restarts = (int) elsewhere.stream().filter(guest -> !after.contains(guest)).count();
    plugs.restore(node);
    Await.of(LIMIT, () -> plugs.guestsOf(shop).size() == before.size());
    Await.of(LIMIT, () -> isWhole(customer, shop, plugs));
    return new Loss(component, seconds, restarts);
  }

  /** A page of the lost web server again, or any through the balancer, from another node. */
  private boolean answersAgain(
      Customer customer, String shop, String component, String node, Plugs plugs) {
    return plugs.guestsOf(shop).stream()
            .anyMatch(guest -> guest.component().equals(component) && !guest.node().equals(node))
        && pages(customer, shop).contains(component.equals("lb") ? "web-2" : component);
  }

  /** Whether nothing is under way, and whatever the node took is on again. */
  private boolean isWhole(Customer customer, String shop, Plugs plugs) {
    var configuration = customer.configuration(shop);
    return configuration.path("pendingOperation").isNull()
        && configuration.path("state").asText().equals("RUNNING")
        && plugs.guestsOf(shop).stream().noneMatch(guest -> guest.startedAt().isEmpty())
        && pages(customer, shop).size() == 2;
  }

  private Set<String> pages(Customer customer, String shop) {
    var pages = new HashSet<String>();
    try {
      var address = URI.create("http://" + customer.balancerOf(shop) + "/");
      for (var i = 0; i < 4; i++) {
        pages.add(
            http.send(
                    HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build(),
                    BodyHandlers.ofString())
                .body()
                .strip());
      }
    } catch (IOException | DemoFailure notYet) {
      return pages;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
    return pages;
  }

  private void print(PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%nrecovery (%d losses)%n  %-12s %7s %9s %9s %9s%n",
        losses,
        "",
        "losses",
        "median s",
        "longest s",
        "restarts");
    VICTIMS.forEach(component -> print(out, component));
  }

  private void print(PrintStream out, String component) {
    var own = seen.stream().filter(loss -> loss.component().equals(component)).toList();
    var seconds = own.stream().mapToDouble(Loss::seconds).sorted().toArray();
    if (seconds.length > 0) {
      out.printf(
          Locale.ROOT,
          "  %-12s %7d %9.1f %9.1f %9d%n",
          component,
          seconds.length,
          seconds[seconds.length / 2],
          seconds[seconds.length - 1],
          own.stream().mapToInt(Loss::restarts).sum());
    }
  }
}
