package io.gridwright.worker.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.engine.configuration.Courier;
import io.gridwright.engine.configuration.Pausing;
import io.gridwright.store.configuration.PauseWish;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.fault.Fault;
import io.gridwright.worker.fault.Injection;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Order;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pause and play (F48, F49), from the wish to the request that goes elsewhere. */
class PauseTest {
  private static final Duration IN_FORCE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Optional<String> NO_COOKIE = Optional.empty();
  private static final Optional<String> WEB_1 = Optional.of("GRIDWRIGHT=web-1");

  private static final HeldWrite WRITES = new HeldWrite();
  private static final Injection INJECTION = new Injection();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static EngineUnderTest engine;
  private static Courier courier;

  @BeforeAll
  static void start() {
    engine =
        EngineUnderTest.start(
            EngineUnderTest.setup()
                .withNodes(5)
                .withLatency(0.2)
                .injecting(INJECTION)
                .calling(WRITES::around));
    courier = new Courier(engine.nudges());
  }

  @AfterAll
  static void stop() {
    courier.close();
    engine.close();
  }

  @Test
  void aPausedMemberGetsNothingNewWithinASecondAndFinishesWhatIsEstablished() throws Exception {
    Order shop = engine.running(Documents.sample("shop"));
    String at = at(shop);
    assertThat(get(at, WEB_1).body()).isEqualTo("web-1");

    try (Socket established = began(at, WEB_1)) {
      Order pause = member(shop, "web-1", true);

      await()
          .atMost(IN_FORCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> get(at, WEB_1).body().equals("web-2"));
      for (int i = 0; i < 20; i++) {
        assertThat(get(at, i % 2 == 0 ? WEB_1 : NO_COOKIE).body()).isEqualTo("web-2");
      }
      assertThat(finished(established)).endsWith("web-1");
      engine.awaitEnd(pause, OperationState.SUCCEEDED);
    }

    engine.awaitEnd(member(shop, "web-1", false), OperationState.SUCCEEDED);
    await().atMost(PATIENCE).until(() -> get(at, NO_COOKIE).body().equals("web-1"));
    HttpResponse<String> first = get(at, NO_COOKIE);
    Optional<String> cookie =
        first.headers().firstValue("set-cookie").map(text -> text.split(";")[0]);
    for (int i = 0; i < 50; i++) {
      assertThat(get(at, cookie).body()).isEqualTo(first.body());
    }
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  @Test
  void aPausedAddressTakesNothingNewWithinASecondAndFinishesWhatIsEstablished() throws Exception {
    Order shop = engine.running(Documents.sample("address"));
    String at = at(shop);
    assertThat(get(at, WEB_1).statusCode()).isEqualTo(200);

    try (Socket established = began(at, WEB_1)) {
      Order pause = address(shop, true);

      await().atMost(IN_FORCE).pollInterval(Duration.ofMillis(20)).until(() -> isShut(at));
      engine.awaitEnd(pause, OperationState.SUCCEEDED);
      assertThatThrownBy(() -> get(at, NO_COOKIE)).isInstanceOf(ConnectException.class);
      assertThat(finished(established)).endsWith("web-1");
    }

    engine.awaitEnd(address(shop, false), OperationState.SUCCEEDED);
    assertThat(get(at, NO_COOKIE).statusCode()).isEqualTo(200);
    assertThat(at(shop)).isEqualTo(at);
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  @Test
  void aPauseIsInForceBesideAnOperationThatRuns() throws Exception {
    Order shop = engine.running(Documents.sample("beside"));
    String at = at(shop);
    var running = new CountDownLatch(1);
    var paused = new CountDownLatch(1);
    INJECTION.arm(
        shop.configuration(),
        "Migrate",
        Fault.first(
            () -> {
              running.countDown();
              awaited(paused);
            }));
    MachineRow web = machine(shop, "web-2");
    Order move =
        engine.sent(engine.acceptedMove(shop, web, engine.nodeWithout(shop.configuration())));
    awaited(running);

    Order pause = member(shop, "web-1", true);
    await().atMost(IN_FORCE).until(() -> get(at, WEB_1).body().equals("web-2"));
    engine.awaitEnd(pause, OperationState.SUCCEEDED);
    assertThat(engine.operation(move.operation()).state()).isEqualTo(OperationState.RUNNING);
    paused.countDown();

    engine.awaitEnd(move, OperationState.SUCCEEDED);
    assertThat(get(at, WEB_1).body()).isEqualTo("web-2");
    engine.deleted(shop);
  }

  /** The order took its ticket and read the ledger before the pause, and writes after it. */
  @Test
  void anOlderWriterThatComesLaterDoesNotPlayWhatWasPausedMeanwhile() throws Exception {
    HeldWrite.Gate slow = WRITES.next();
    Order shop = engine.order(Documents.sample("overtaken"));
    slow.awaitReached();

    Order pause = member(shop, "web-1", true);
    engine.awaitEnd(pause, OperationState.SUCCEEDED);
    slow.open();
    engine.awaitEnd(shop, OperationState.SUCCEEDED);

    String at = at(shop);
    for (int i = 0; i < 10; i++) {
      assertThat(get(at, WEB_1).body()).isEqualTo("web-2");
    }
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  @Test
  void aPauseOfWhatIsNotBuiltYetIsInForceFromTheBeginning() throws Exception {
    var building = new CountDownLatch(1);
    var paused = new CountDownLatch(1);
    Order shop = engine.accepted(engine.customer(), Documents.sample("early"));
    INJECTION.arm(
        shop.configuration(),
        "Reserve",
        Fault.first(
            () -> {
              building.countDown();
              awaited(paused);
            }));
    engine.sent(shop);
    awaited(building);

    engine.awaitEnd(member(shop, "web-2", true), OperationState.SUCCEEDED);
    paused.countDown();
    engine.awaitEnd(shop, OperationState.SUCCEEDED);

    String at = at(shop);
    for (int i = 0; i < 10; i++) {
      assertThat(get(at, NO_COOKIE).body()).isEqualTo("web-1");
    }
    engine.deleted(shop);
  }

  @Test
  void aPauseWhoseWorkerDiesIsFinishedByAnother() throws Exception {
    Order shop = engine.running(Documents.sample("orphaned"));
    String at = at(shop);
    var reached = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    INJECTION.arm(
        shop.configuration(),
        "Pause",
        Fault.first(
            () -> {
              reached.countDown();
              awaited(never);
            }));

    Order pause = member(shop, "web-1", true);
    awaited(reached);
    engine.crash(engine.workers().get(0));
    engine.hire();

    engine.awaitEnd(pause, OperationState.SUCCEEDED);
    assertThat(get(at, WEB_1).body()).isEqualTo("web-2");
    never.countDown();
    engine.deleted(shop);
  }

  private static Order member(Order shop, String component, boolean paused) {
    return pause(shop, Optional.of(new PoolMember(component, 80)), paused);
  }

  private static Order address(Order shop, boolean paused) {
    return pause(shop, Optional.empty(), paused);
  }

  private static Order pause(Order shop, Optional<PoolMember> member, boolean paused) {
    var accepted =
        new Pausing(engine.store().trafficAcceptance(), courier)
            .pause(
                new PauseWish(
                    shop.customer().account(),
                    shop.configuration(),
                    shop.customer().user(),
                    "lb",
                    80,
                    Optional.empty(),
                    member,
                    paused,
                    Optional.empty()));
    return new Order(shop.customer(), shop.configuration(), accepted.operation().id());
  }

  private static MachineRow machine(Order order, String component) {
    return engine.machines(order.configuration()).stream()
        .filter(machine -> machine.componentName().equals(component))
        .findFirst()
        .orElseThrow();
  }

  /** Where the outside reaches the virtual address. */
  private static String at(Order shop) {
    return machine(shop, "lb").reachable().orElseThrow().values().stream()
        .flatMap(ports -> Optional.ofNullable(ports.get("80")).stream())
        .findFirst()
        .orElseThrow();
  }

  private static HttpResponse<String> get(String at, Optional<String> cookie)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + at + "/")).timeout(Duration.ofSeconds(10));
    cookie.ifPresent(text -> request.header("Cookie", text));
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  /** Whether a client gets nothing: refused, or cut where it was just coming in. */
  private static boolean isShut(String at) throws InterruptedException {
    try {
      get(at, NO_COOKIE);
      return false;
    } catch (IOException shut) {
      return true;
    }
  }

  /** A request whose body is still on its way. */
  private static Socket began(String at, Optional<String> cookie) throws IOException {
    int colon = at.lastIndexOf(':');
    var socket = new Socket(at.substring(0, colon), Integer.parseInt(at.substring(colon + 1)));
    String head =
        "POST / HTTP/1.1\r\nHost: shop\r\nCookie: %s\r\nConnection: close\r\nContent-Length: 10\r\n\r\nbegin"
            .formatted(cookie.orElseThrow());
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String finished(Socket established) throws IOException {
    established.getOutputStream().write("ended".getBytes(StandardCharsets.US_ASCII));
    return new String(established.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as("what is waited for came")
          .isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while held", stopped);
    }
  }
}
