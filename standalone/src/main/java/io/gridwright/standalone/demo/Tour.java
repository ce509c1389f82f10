package io.gridwright.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tour of {@code ./gridwright demo}: everything through the public API, each stop checked; it
 * fails if anything is not as promised.
 */
public final class Tour {
  private static final int PAGES = 20;
  private static final int REQUESTS_PER_SECOND = 100;
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);
  private static final Duration RECOVERED_WITHIN = Duration.ofMinutes(5);

  private final PrintStream out;
  private final Optional<Plugs> plugs;
  private final GridwrightClient anonymous;
  private final List<Sight> sights = new ArrayList<>();

  /** One row of the table at the end. */
  private record Sight(String what, String seen) {}

  public Tour(String api, PrintStream out) {
    this(api, Optional.empty(), out);
  }

  /**
   * @param plugs of the grid, where it is the emulated one: a node's power is cut then
   */
  public Tour(String api, Optional<Plugs> plugs, PrintStream out) {
    this.out = out;
    this.plugs = plugs;
    this.anonymous = GridwrightClient.of(api);
  }

  /** Takes the tour. */
  public void take() {
    out.println("Signing up Acme ...");
    var token = signUp();
    see("account", "signed up, first period charged");
    out.println("Ordering the sample configuration ...");
    var configuration = order(token);
    out.println("Fetching " + PAGES + " pages through the balancer ...");
    var answers = pages(token, configuration, PAGES);
    if (answers.size() != 2) {
      throw new DemoFailure("both web servers should have answered, but these did: " + answers);
    }
    see("pages", answers.toString());
    out.println("Giving both web servers more memory while clients fetch pages ...");
    see("resize under load", resized(token, configuration));
    plugs.ifPresent(
        hand -> {
          out.println("Cutting the power of a web server's node ...");
          see("a node dies", recovered(token, configuration, hand));
        });
    out.println("Deleting it ...");
    delete(token, configuration);
    see("deletion", "DELETED, nothing left");
    table();
  }

  /** Returns the owner's token. */
  String signUp() {
    return anonymous
        .post("/api/v1/accounts", Customer.sample("account.json").toString())
        .path("token")
        .asText();
  }

  /** Orders the sample and returns its id when it runs. */
  String order(String token) {
    var customer = customer(token);
    var started = System.nanoTime();
    var order = customer.order();
    var ended = customer.follow(order, new StepPrinter(out)::print);
    see("order", "RUNNING after " + millisSince(started) + " ms");
    for (var link : ended.path("verification")) {
      see(
          "link " + link.path("from").asText() + " -> " + link.path("to").asText(),
          link.path("latencyMs").asText() + " ms, measured in the guest");
    }
    return order.configuration();
  }

  /** Who answered how many pages, fetched through the balancer. */
  Map<String, Integer> pages(String token, String configuration, int count) {
    var address = balancerOf(customer(token).configuration(configuration));
    var answers = new TreeMap<String, Integer>();
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    for (var i = 0; i < count; i++) {
      answers.merge(page(http, address), 1, Integer::sum);
    }
    return answers;
  }

  /** Doubles the memory of the web servers under load; what its clients noticed. */
  String resized(String token, String configuration) {
    var customer = customer(token);
    var traffic = new SteadyTraffic(customer.balancerOf(configuration), REQUESTS_PER_SECOND);
    try (traffic) {
      var change = customer.change(configuration, Customer.resizing("WEB", 2048));
      customer.follow(change, new StepPrinter(out)::print);
    }
    var failed = traffic.answers().stream().filter(SteadyTraffic.Answer::failed).toList();
    if (!failed.isEmpty()) {
      throw new DemoFailure(
          "%d of %d requests failed while servers were replaced: %s"
              .formatted(failed.size(), traffic.answers().size(), failed.get(0).failure()));
    }
    return "%d requests at %d per second, 0 failed, p99 %.1f ms"
        .formatted(
            traffic.answers().size(),
            REQUESTS_PER_SECOND,
            SteadyTraffic.percentile(traffic.answers(), 0.99));
  }

  /** Cuts the power of a node where only a web server stands; what its clients noticed. */
  String recovered(String token, String configuration, Plugs hand) {
    var customer = customer(token);
    var before = hand.guestsOf(configuration);
    var lost = onItsOwn(before);
    hand.cut(lost.node());
    var cut = System.nanoTime();
    var unnoticed = Await.of(NOTICED_WITHIN, () -> isServed(customer, configuration));
    var traffic = new SteadyTraffic(customer.balancerOf(configuration), REQUESTS_PER_SECOND);
    try (traffic) {
      Await.of(RECOVERED_WITHIN, () -> !customer.succeeded(configuration, "RECOVER").isEmpty());
    }
    var seconds = millisSince(cut) / 1000;
    hand.restore(lost.node());
    var failed = traffic.answers().stream().filter(SteadyTraffic.Answer::failed).count();
    var after = hand.guestsOf(configuration);
    if (failed > 0 || !after.containsAll(before.stream().filter(g -> !g.equals(lost)).toList())) {
      throw new DemoFailure(
          "%d requests failed while %s was built anew; before: %s, after: %s"
              .formatted(failed, lost.component(), before, after));
    }
    return "%s built anew after %d s, its clients served after %d ms, %d requests, 0 failed"
        .formatted(lost.component(), seconds, unnoticed.toMillis(), traffic.answers().size());
  }

  private static Plugs.Guest onItsOwn(List<Plugs.Guest> guests) {
    return guests.stream()
        .filter(guest -> guest.component().startsWith("web"))
        .filter(guest -> guests.stream().filter(g -> g.node().equals(guest.node())).count() == 1)
        .findFirst()
        .orElseThrow(() -> new DemoFailure("no web server has a node to itself: " + guests));
  }

  /** Whether the balancer sends nobody to what is lost any more. */
  private boolean isServed(Customer customer, String configuration) {
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    try {
      for (var i = 0; i < PAGES; i++) {
        page(http, customer.balancerOf(configuration));
      }
      return true;
    } catch (DemoFailure notYet) {
      return false;
    }
  }

  private static String page(HttpClient http, String address) {
    try {
      var response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://" + address + "/"))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new DemoFailure("the balancer answered " + response.statusCode());
      }
      return response.body().strip();
    } catch (IOException lost) {
      throw new DemoFailure("the balancer at " + address + " did not answer: " + lost, lost);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("stopped", stopped);
    }
  }

  /** Deletes it and returns when it is gone. */
  void delete(String token, String configuration) {
    customer(token).delete(configuration, new StepPrinter(out)::print);
  }

  String state(String token, String configuration) {
    return customer(token).configuration(configuration).path("state").asText();
  }

  private Customer customer(String token) {
    return new Customer(anonymous.as(token));
  }

  static String balancerOf(JsonNode configuration) {
    for (var component : configuration.path("components")) {
      for (var address : component.path("addresses")) {
        var reachable = address.path("reachableAt").path("80");
        if ("lb".equals(component.path("name").asText()) && reachable.isTextual()) {
          return reachable.asText();
        }
      }
    }
    throw new DemoFailure("no address of the balancer is reachable: " + configuration);
  }

  private void see(String what, String seen) {
    sights.add(new Sight(what, seen));
  }

  private void table() {
    out.println();
    sights.forEach(sight -> out.printf("  %-22s %s%n", sight.what(), sight.seen()));
    out.println();
    out.println("Everything was as promised.");
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }
}
