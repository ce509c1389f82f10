package io.gridwright.api.event;

import io.gridwright.api.event.EventFeed.StreamedEvent;
import io.gridwright.domain.account.AccountId;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a configuration's events to one client as text/event-stream. It runs in the thread of its
 * request, so that a slow client holds up nobody else; the number of such threads is capped by
 * {@link StreamPlaces}. Where it stands is the last number it sent, which the client brings back as
 * Last-Event-ID.
 */
final class EventStream implements StreamingOutput {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final String PREAMBLE = "retry: 2000\n\n";
  private static final String HEARTBEAT = ": alive\n\n";

  private final EventFeed feed;
  private final StreamPlaces places;
  private final AccountId account;
  private final InstantSource clock;
  private long sent;
  private boolean blind;

  EventStream(
      EventFeed feed, long after, StreamPlaces places, AccountId account, InstantSource clock) {
    this.feed = feed;
    this.sent = after;
    this.places = places;
    this.account = account;
    this.clock = clock;
  }

  @Override
  public void write(OutputStream client) {
    try {
      send(client, PREAMBLE);
      follow(client);
    } catch (IOException left) { // how every stream ends that is not ended here
      LOG.debug("A client left its event stream: {}", left.toString());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      places.giveBack(account);
    }
  }

  private void follow(OutputStream client) throws IOException, InterruptedException {
    StreamLimits limits = places.limits();
    Instant end = clock.instant().plus(limits.lifetime());
    Instant round = clock.instant().plus(limits.heartbeat());
    boolean told;
    do {
      told = sendNew(client);
      if (!clock.instant().isBefore(round)) {
        if (!unlessAway(feed::mayBeRead, true)) {
          return;
        }
        send(client, HEARTBEAT);
        round = clock.instant().plus(limits.heartbeat());
      }
    } while (clock.instant().isBefore(end)
        && !places.closesWithin(told ? Duration.ZERO : limits.poll()));
  }

  private boolean sendNew(OutputStream client) throws IOException {
    List<StreamedEvent> events = unlessAway(() -> feed.after(sent), List.of());
    for (StreamedEvent event : events) {
      send(
          client,
          "id: %d\nevent: %s\ndata: %s\n\n".formatted(event.number(), event.name(), event.data()));
      sent = event.number();
    }
    return !events.isEmpty();
  }

  /** The stream outlives an absence of the database: nothing is new then, and it goes on after. */
  private <T> T unlessAway(Supplier<T> question, T whileAway) {
    try {
      T answer = question.get();
      blind = false;
      return answer;
    } catch (RuntimeException away) { // the edge of a loop that asks again
      if (!blind) {
        LOG.warn("Events of account {} cannot be read now: {}", account.value(), away.toString());
      }
      blind = true;
      return whileAway;
    }
  }

  private static void send(OutputStream client, String text) throws IOException {
    client.write(text.getBytes(StandardCharsets.UTF_8));
    client.flush();
  }
}
