package io.gridwright.emulator.guest.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.emulator.guest.disk.GuestDisk;
import io.gridwright.emulator.guest.network.Caller;
import io.gridwright.emulator.guest.network.Service;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * The web server of a guest: {@code GET /} says the component's name, {@code GET /health} 200,
 * {@code GET /links} whether the linked components can be reached from here.
 */
public final class WebService implements Service {
  /** Where the engine writes {@code {"links":[{"to","host","port"}]}}. */
  public static final String LINKS_FILE = "/etc/gridwright/links.json";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST_BODY = 16 << 20;

  private final Supplier<String> name;
  private final GuestDisk disk;
  private final Supplier<Load> load;
  private final LinkProbe probe;
  private final Executor work;

  public WebService(
      Supplier<String> name, GuestDisk disk, Supplier<Load> load, LinkProbe probe, Executor work) {
    this.name = name;
    this.disk = disk;
    this.load = load;
    this.probe = probe;
    this.work = work;
  }

  @Override
  public void serve(Channel connection, Caller caller) {
    connection
        .pipeline()
        .addLast(new HttpServerCodec())
        .addLast(new HttpServerExpectContinueHandler())
        .addLast(new HttpObjectAggregator(LARGEST_BODY))
        .addLast(new WebExchange(this));
    connection.config().setAutoRead(true);
  }

  String name() {
    return name.get();
  }

  Load load() {
    return load.get();
  }

  Executor work() {
    return work;
  }

  /** Probes every link; blocks up to a second for each. */
  String links() {
    ObjectNode answer = JSON.createObjectNode();
    var items = answer.putArray("links");
    for (JsonNode link : written().path("links")) {
      LinkProbe.Attempt attempt =
          probe.attempt(link.path("host").asText(), link.path("port").asInt());
      items
          .addObject()
          .put("to", link.path("to").asText())
          .put("reachable", attempt.result() == LinkProbe.Result.CONNECTED);
    }
    return answer.toString();
  }

  private JsonNode written() {
    try {
      String text = disk.text(LINKS_FILE);
      return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(LINKS_FILE + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
