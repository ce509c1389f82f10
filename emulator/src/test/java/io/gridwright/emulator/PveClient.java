package io.gridwright.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A plain client of the API for the tests: a token, the cluster's CA, one entry node. Whatever is
 * answered is held to the schema.
 */
final class PveClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaOfAnswers SCHEMA = SchemaOfAnswers.load();

  private final HttpClient http;
  private final URI entry;
  private final List<String> headers;
  private final Set<String> called;

  private PveClient(HttpClient http, URI entry, List<String> headers, Set<String> called) {
    this.http = http;
    this.entry = entry;
    this.headers = headers;
    this.called = called;
  }

  /** An answer: status, raw body, headers. */
  record Reply(int status, String body, HttpResponse<byte[]> raw) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException("no JSON: " + body, e);
      }
    }

    JsonNode data() {
      return json().get("data");
    }

    String text() {
      return data().asText();
    }

    String message() {
      return json().path("message").asText().strip();
    }
  }

  static PveClient engine(Emulator emulator) {
    return at(emulator, 1)
        .with("Authorization", "PVEAPIToken=" + read(emulator.proxmoxTokenFile()));
  }

  static PveClient at(Emulator emulator, int node) {
    return at(emulator.nodeUrls().get(node - 1), emulator.caFile());
  }

  static PveClient at(URI entry, Path ca) {
    HttpClient http = HttpClient.newBuilder().sslContext(trusting(ca)).build();
    return new PveClient(http, entry, List.of(), ConcurrentHashMap.newKeySet());
  }

  /** root@pam with a ticket. */
  static PveClient root(Emulator emulator) {
    PveClient anonymous = at(emulator, 1);
    JsonNode ticket =
        anonymous
            .post(
                "/access/ticket",
                "username",
                "root@pam",
                "password",
                read(emulator.rootPasswordFile()))
            .data();
    return anonymous
        .with("Cookie", "PVEAuthCookie=" + ticket.get("ticket").asText())
        .with("CSRFPreventionToken", ticket.get("CSRFPreventionToken").asText());
  }

  PveClient with(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new PveClient(http, entry, more, called);
  }

  PveClient entering(URI node) {
    return new PveClient(http, node, headers, called);
  }

  /** The methods that have answered this client with success, as the schema names them. */
  Set<String> called() {
    return called;
  }

  private static SSLContext trusting(Path ca) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(ca))));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Reply get(String path) {
    return send("GET", path, Optional.empty(), "");
  }

  Reply delete(String path) {
    return send("DELETE", path, Optional.empty(), "");
  }

  Reply post(String path, String... pairs) {
    return send("POST", path, Optional.of(form(pairs)), "application/x-www-form-urlencoded");
  }

  Reply put(String path, String... pairs) {
    return send("PUT", path, Optional.of(form(pairs)), "application/x-www-form-urlencoded");
  }

  Reply json(String method, String path, String body) {
    return send(method, path, Optional.of(body), "application/json");
  }

  private static String form(String... pairs) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private Reply send(String method, String path, Optional<String> body, String type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(entry.resolve("/api2/json" + path))
            .method(
                method,
                body.map(HttpRequest.BodyPublishers::ofString)
                    .orElse(HttpRequest.BodyPublishers.noBody()));
    if (body.isPresent()) {
      request.header("Content-Type", type);
    }
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    try {
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      Reply reply =
          new Reply(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8), answer);
      if (reply.status() == 200) {
        holdToSchema(method, path, reply);
      }
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void holdToSchema(String verb, String path, Reply reply) {
    String plain =
        URLDecoder.decode(path.split("\\?", 2)[0].replace("+", "%2B"), StandardCharsets.UTF_8);
    Optional<String> method = SCHEMA.methodOf(verb, plain);
    method.ifPresent(
        name -> {
          called.add(name);
          List<String> faults = SCHEMA.faults(name, reply.data());
          if (!faults.isEmpty()) {
            throw new AssertionError(name + " answers against its schema: " + faults);
          }
        });
  }

  /** The status row of a task. */
  JsonNode task(String upid) {
    String node = upid.split(":")[1];
    return get("/nodes/" + node + "/tasks/" + upid + "/status").data();
  }

  /** Waits for a task to end and gives its exit status. */
  String ended(String upid) {
    if (!upid.startsWith("UPID:")) {
      throw new AssertionError("no UPID: " + upid);
    }
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      JsonNode row = task(upid);
      if (row.get("status").asText().equals("stopped")) {
        return row.get("exitstatus").asText();
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    throw new AssertionError("the task does not end: " + upid);
  }

  /** Posts and waits for the task. */
  String run(String path, String... pairs) {
    return ended(accepted(post(path, pairs)));
  }

  /** The UPID of an accepted call. */
  static String accepted(Reply reply) {
    if (reply.status() != 200) {
      throw new AssertionError(reply.status() + " " + reply.body());
    }
    return reply.text();
  }

  /** The log of a task. */
  List<String> log(String upid) {
    List<String> lines = new ArrayList<>();
    get("/nodes/" + upid.split(":")[1] + "/tasks/" + upid + "/log?limit=0")
        .data()
        .forEach(line -> lines.add(line.get("t").asText()));
    return lines;
  }
}
