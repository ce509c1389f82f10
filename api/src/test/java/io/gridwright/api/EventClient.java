package io.gridwright.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Follows an event stream over a socket of its own, so that a test decides when it reads and how it
 * leaves. HTTP/1.0 has no chunks: what comes is what was sent.
 */
final class EventClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Socket socket;
  private final BufferedReader lines;
  private final int status;
  private final Map<String, String> headers = new HashMap<>();

  /** An event as it came. */
  record Event(long id, String name, JsonNode data) {}

  private EventClient(Socket socket) throws IOException {
    this.socket = socket;
    this.lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024);
    this.status = Integer.parseInt(lines.readLine().split(" ")[1]);
    for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
      String[] header = line.split(": ", 2);
      headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
    }
  }

  /** Asks for the events of a configuration behind an id; an empty one asks for all. */
  static EventClient follow(int port, String token, String configuration, String lastEventId) {
    try {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(4096); // a client that does not read is soon felt
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      socket.setSoTimeout((int) PATIENCE.toMillis());
      String request =
          "GET /api/v1/configurations/%s/events HTTP/1.0\r\nHost: 127.0.0.1\r\n"
                  .formatted(configuration)
              + "Authorization: Bearer %s\r\nAccept: text/event-stream\r\n".formatted(token)
              + (lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n")
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new EventClient(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int status() {
    return status;
  }

  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The next line, or null at the end of the stream. */
  String line() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the next event, past comments. */
  Event next() {
    Map<String, String> fields = new HashMap<>();
    for (String line = line(); ; line = line()) {
      if (line == null) {
        throw new AssertionError("the stream ended before the next event");
      }
      if (line.isEmpty() && fields.containsKey("data")) {
        return event(fields);
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
  }

  List<Event> next(int count) {
    List<Event> events = new ArrayList<>();
    while (events.size() < count) {
      events.add(next());
    }
    return events;
  }

  private static Event event(Map<String, String> fields) {
    try {
      return new Event(
          Long.parseLong(fields.get("id")), fields.get("event"), JSON.readTree(fields.get("data")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves in the middle, as a laptop that is shut does: the server gets a reset. */
  @Override
  public void close() {
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
