package io.gridwright.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.api.ApiUnderTest.Client;
import io.gridwright.api.EventClient.Event;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.event.EventKind;
import io.gridwright.store.testing.AtOnce;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code /configurations/{id}/events} as clients meet it. */
class EventStreamTest {
  @RegisterExtension static final ApiUnderTest API = new ApiUnderTest();

  private final Client client = API.newClient("memory-2500");
  private final String token = client.http().token();
  private final ConfigurationId configuration =
      new ConfigurationId(
          client
              .http()
              .post("/api/v1/configurations", Bodies.web("watched", 256, 5))
              .text("/configuration/id"));
  private final List<EventClient> open = new ArrayList<>();

  private EventClient follow(String lastEventId) {
    EventClient stream = EventClient.follow(API.port(), token, configuration.value(), lastEventId);
    open.add(stream);
    return stream;
  }

  private void happens(int times, String what) {
    for (int i = 0; i < times; i++) {
      API.store()
          .events()
          .append(
              client.customer().account(),
              configuration,
              EventKind.NOTIFICATION,
              Map.of("n", i, "text", what));
    }
  }

  private static List<Long> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }

  private static List<Long> from(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @AfterEach
  void leave() {
    open.forEach(EventClient::close);
  }

  @Test
  void eventsArriveInTheOrderInWhichTheyHappened() {
    EventClient stream = follow("");

    assertThat(stream.status()).isEqualTo(200);
    assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
    assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
    Event first = stream.next();
    assertThat(first.id()).isEqualTo(1);
    assertThat(first.name()).isEqualTo("operation");
    assertThat(first.data().get("kind").asText()).isEqualTo("PROVISION");
    assertThat(first.data().get("state").asText()).isEqualTo("QUEUED");
    assertThat(first.data().get("at").asText()).endsWith("Z");
    happens(20, "line\none: \"quoted\"");
    List<Event> events = stream.next(20);
    assertThat(ids(events)).isEqualTo(from(2, 21));
    assertThat(events).extracting(event -> event.data().get("n").asInt()).isSorted();
    assertThat(events.get(0).name()).isEqualTo("notification");
    assertThat(events.get(0).data().get("text").asText()).isEqualTo("line\none: \"quoted\"");
  }

  @Test
  void aClientThatComesBackGoesOnWhereItWas() {
    happens(9, "before");
    EventClient first = follow("");
    long seen = first.next(4).get(3).id();
    first.close();
    happens(5, "meanwhile");

    EventClient second = follow(Long.toString(seen));

    assertThat(ids(second.next(11))).isEqualTo(from(5, 15));
    happens(1, "later");
    assertThat(second.next().id()).isEqualTo(16);
  }

  @Test
  void manyWritersAtOnceLeaveNoGap() {
    EventClient stream = follow("1");

    AtOnce.run(
        4,
        i ->
            () -> {
              happens(15, "writer " + i);
              return i;
            });

    assertThat(ids(stream.next(60))).isEqualTo(from(2, 61));
  }

  @Test
  void aLongHistoryIsToldWhole() {
    happens(450, "history");

    assertThat(ids(follow("").next(451))).isEqualTo(from(1, 451));
  }

  @Test
  void silenceIsBrokenByComments() {
    EventClient stream = follow("1");

    List<String> lines = new ArrayList<>();
    while (lines.stream().filter(line -> line.startsWith(":")).count() < 2) {
      lines.add(stream.line());
    }

    assertThat(lines).containsOnly("retry: 2000", "", ": alive");
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    for (String id : List.of("x", "-1", "1.0", "9999999999999999999")) {
      client
          .http()
          .get(
              "/api/v1/configurations/" + configuration.value() + "/events",
              "Last-Event-ID",
              id,
              "Accept",
              "text/event-stream")
          .isProblem(400, "malformed");
    }
  }

  @Test
  void anothersStreamIsNotThere() {
    API.newOwner()
        .get(
            "/api/v1/configurations/" + configuration.value() + "/events",
            "Accept",
            "text/event-stream")
        .isProblem(404, "not-found");
  }

  @Test
  void streamsOfAnAccountAreBoundedAndAPlaceIsGivenBackWhenOneLeaves() {
    for (int i = 0; i < ApiUnderTest.STREAMS_PER_ACCOUNT; i++) {
      assertThat(follow("").next().id()).isEqualTo(1);
    }

    EventClient refused = follow("");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    open.get(0).close();
    await().atMost(60, SECONDS).until(() -> follow("").status() == 200);
  }

  @Test
  void aClientThatDoesNotReadHoldsUpNobody() {
    EventClient slow = follow("");
    EventClient quick = follow("");
    String large = "x".repeat(50_000);

    happens(100, large);

    assertThat(ids(quick.next(101))).isEqualTo(from(1, 101));
    client.http().get("/api/v1/account").is(200);
    assertThat(ids(slow.next(101))).isEqualTo(from(1, 101));
  }

  @Test
  void aClientThatLeavesIsNoNewsToTheLog() {
    try (LogRecorder log = new LogRecorder()) {
      for (int i = 0; i < ApiUnderTest.STREAMS_PER_ACCOUNT; i++) {
        EventClient stream = follow("");
        stream.next();
        stream.close();
      }
      happens(3, "x".repeat(20_000));
      // Once all places are free again every one of the streams has ended; a try takes them for
      // a while itself.
      await()
          .atMost(60, SECONDS)
          .pollInterval(2, SECONDS)
          .until(
              () -> {
                List<EventClient> streams = new ArrayList<>();
                for (int i = 0; i < ApiUnderTest.STREAMS_PER_ACCOUNT; i++) {
                  streams.add(follow(""));
                }
                boolean all = streams.stream().allMatch(stream -> stream.status() == 200);
                streams.forEach(EventClient::close);
                return all;
              });

      assertThat(log.entries())
          .filteredOn(entry -> !entry.contains("Courier") && !entry.contains("RequestLog"))
          .isEmpty();
    }
  }

  @Test
  void aStreamEndsWithItsSession() {
    EventClient stream = follow("1");
    client.http().delete("/api/v1/sessions/current").is(204);

    String line = stream.line();
    while (line != null) {
      line = stream.line();
    }

    assertThat(follow("1").status()).isEqualTo(401);
  }

  @Test
  void streamsEndWhenTheServerStops() {
    ApiServer server = API.another();
    EventClient stream = EventClient.follow(server.port(), token, configuration.value(), "");
    assertThat(stream.next().id()).isEqualTo(1);

    server.close();

    String last = "";
    for (String line = last; line != null; line = stream.line()) {
      last = line;
    }
    assertThat(last).isIn("", ": alive");
    stream.close();
  }
}
