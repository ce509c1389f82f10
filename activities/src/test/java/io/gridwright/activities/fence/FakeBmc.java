package io.gridwright.activities.fence;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A BMC with a maker's own paths, and whatever whims a test gives it. */
final class FakeBmc implements AutoCloseable {
  static final String SYSTEM = "/redfish/v1/Systems/System.Embedded.1";
  static final String RESET = SYSTEM + "/Oem/Reset";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();

  record Answer(int status, String body) {}

  FakeBmc() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    says("GET /redfish/v1/", "{\"Systems\":{\"@odata.id\":\"/redfish/v1/Systems\"}}");
    says("GET /redfish/v1/Systems", "{\"Members\":[{\"@odata.id\":\"%s\"}]}".formatted(SYSTEM));
    says("POST " + RESET, 202, "");
    power("\"On\"");
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What PowerState is, as JSON. */
  void power(String state) {
    power(state, "[\"On\",\"ForceOff\"]");
  }

  void power(String state, String orders) {
    says(
        "GET " + SYSTEM,
        """
        {"PowerState":%s,"Actions":{"#ComputerSystem.Reset":
         {"target":"%s","ResetType@Redfish.AllowableValues":%s}}}"""
            .formatted(state, RESET, orders));
  }

  void says(String call, String body) {
    says(call, 200, body);
  }

  void says(String call, int status, String body) {
    answers.put(call, new Answer(status, body));
  }

  /** What was called, in order: method and path. */
  List<String> calls() {
    return calls;
  }

  long orders() {
    return calls.stream().filter(call -> call.startsWith("POST")).count();
  }

  List<String> logins() {
    return logins;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    exchange.getRequestBody().readAllBytes();
    calls.add(call);
    logins.add(
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse(""));
    Answer answer = answers.getOrDefault(call, new Answer(404, "{}"));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    if (answer.status() / 100 == 3) {
      exchange.getResponseHeaders().add("Location", answer.body());
    }
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
