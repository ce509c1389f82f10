package io.gridwright.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** What a customer does who has signed up: order, follow, delete. All through the public API. */
public final class Customer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CONFIGURATIONS = "/api/v1/configurations/";

  private final GridwrightClient client;

  Customer(GridwrightClient client) {
    this.client = client;
  }

  /**
   * Signs up with the sample account.
   *
   * @param api where Gridwright answers
   * @param login of the owner, unique
   */
  public static Customer signedUp(String api, String login) {
    var account = sample("account.json");
    ((ObjectNode) account.path("owner")).put("login", login);
    var anonymous = GridwrightClient.of(api);
    var token = anonymous.post("/api/v1/accounts", account.toString()).path("token").asText();
    return new Customer(anonymous.as(token));
  }

  /** What was accepted: a configuration, and the operation that provisions it. */
  public record Order(String configuration, String operation) {
    static Order of(JsonNode accepted) {
      return new Order(
          accepted.path("configuration").path("id").asText(),
          accepted.path("operation").path("id").asText());
    }
  }

  /** Orders the sample configuration. */
  public Order order() {
    return order("shop");
  }

  /** Orders the sample configuration under another name. */
  public Order order(String name) {
    var document = ((ObjectNode) sample("shop.json")).put("name", name);
    return Order.of(client.post("/api/v1/configurations", document.toString()));
  }

  /** Returns the operation when it has ended well; {@code seen} gets it at each event. */
  public JsonNode follow(Order order, Consumer<JsonNode> seen) {
    while (true) {
      var ended = followWhileOpen(order, seen);
      if (ended.isPresent()) {
        return ended.get();
      }
    }
  }

  /** Empty where the stream was closed first: it does not live for ever, and is opened anew. */
  private Optional<JsonNode> followWhileOpen(Order order, Consumer<JsonNode> seen) {
    try (var lines = client.events(CONFIGURATIONS + order.configuration() + "/events")) {
      var each = lines.iterator();
      do {
        var now = client.get("/api/v1/operations/" + order.operation());
        seen.accept(now);
        switch (now.path("state").asText()) {
          case "SUCCEEDED" -> {
            return Optional.of(now);
          }
          case "FAILED", "CANCELLED" ->
              throw new DemoFailure("the operation failed: " + now.path("error"));
          default -> {} // goes on
        }
      } while (awaitEvent(each));
      return Optional.empty();
    }
  }

  /**
   * Changes a configuration: reads it, lets {@code how} change what was read, and sends all of it
   * back.
   */
  public Order change(String configuration, Consumer<ObjectNode> how) {
    var path = CONFIGURATIONS + configuration;
    var etag = client.etag(path);
    var document = (ObjectNode) client.get(path);
    how.accept(document);
    return Order.of(client.put(path, etag, document.toString()));
  }

  /** Gives every component of a kind so much memory. */
  public static Consumer<ObjectNode> resizing(String kind, int memoryMib) {
    return document ->
        document
            .path("components")
            .forEach(
                component -> {
                  if (component.path("kind").asText().equals(kind)) {
                    ((ObjectNode) component).put("memoryMiB", memoryMib);
                  }
                });
  }

  /** Where the balancer of a configuration answers to its clients. */
  public String balancerOf(String configuration) {
    return Tour.balancerOf(configuration(configuration));
  }

  /** Deletes a configuration and returns when it is gone. */
  public void delete(String configuration, Consumer<JsonNode> seen) {
    var path = CONFIGURATIONS + configuration;
    var accepted = client.delete(path, client.etag(path));
    follow(new Order(configuration, accepted.path("operation").path("id").asText()), seen);
    var state = configuration(configuration).path("state").asText();
    if (!"DELETED".equals(state)) {
      throw new DemoFailure("the configuration should be DELETED, but is " + state);
    }
  }

  /** Operations of a kind that ended well on a configuration, oldest first. */
  public List<JsonNode> succeeded(String configuration, String kind) {
    var list = client.get(CONFIGURATIONS + configuration + "/operations?limit=100");
    return StreamSupport.stream(list.path("items").spliterator(), false)
        .filter(operation -> operation.path("kind").asText().equals(kind))
        .filter(operation -> operation.path("state").asText().equals("SUCCEEDED"))
        .toList();
  }

  /** A configuration as it is now. */
  public JsonNode configuration(String id) {
    return client.get(CONFIGURATIONS + id);
  }

  private static boolean awaitEvent(Iterator<String> lines) {
    while (lines.hasNext()) {
      if (lines.next().startsWith("data:")) {
        return true;
      }
    }
    return false;
  }

  static JsonNode sample(String name) {
    try (var stream = Customer.class.getResourceAsStream("/examples/" + name)) {
      return JSON.readTree(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
