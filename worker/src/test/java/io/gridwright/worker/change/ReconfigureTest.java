package io.gridwright.worker.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Configurations change while clients are served. */
class ReconfigureTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int CLIENTS = 4;

  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine = EngineUnderTest.start(EngineUnderTest.setup().withNodes(5).withLatency(0.2));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void webServersAreResizedAndNoClientNotices() {
    Order shop = engine.running(shop("resized", 1024, List.of("web-1", "web-2"), "db"));
    Map<String, MachineRow> before = byName(shop);

    try (var clients = new Clients(host(shop), CLIENTS)) {
      engine.awaitEnd(
          changed(shop, shop("resized", 2048, List.of("web-1", "web-2"), "db")),
          OperationState.SUCCEEDED);
      awaitMore(clients);
      assertThat(clients.failures()).isEmpty();
    }

    Map<String, MachineRow> after = byName(shop);
    assertThat(after).hasSize(4);
    for (String name : List.of("lb", "db")) {
      assertThat(after.get(name).vmid()).isEqualTo(before.get(name).vmid());
    }
    for (String name : List.of("web-1", "web-2")) {
      assertThat(after.get(name).vmid()).isNotEqualTo(before.get(name).vmid());
      assertThat(after.get(name).privateAddress()).isNotEqualTo(before.get(name).privateAddress());
    }
    assertSound(shop, 512 + 2048 + 2048 + 2048);
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  /** CASES F119: the machines that stay keep number and life; round robin at the peak. */
  @Test
  void growsForAPeakAndComesBack() {
    ConfigurationDocument usual = shop("peak", 1024, List.of("web-1", "web-2"), "db");
    ConfigurationDocument peak =
        shop("peak", 1024, List.of("web-1", "web-2", "web-3"), "db", "db-2");
    Order shop = engine.running(usual);
    Map<String, MachineRow> before = byName(shop);

    try (var clients = new Clients(host(shop), CLIENTS)) {
      engine.awaitEnd(changed(shop, peak), OperationState.SUCCEEDED);
      assertThat(engine.machines(shop.configuration())).hasSize(6);
      assertSound(shop, 4608 + 1024 + 2048);
      awaitMore(clients);
      assertThat(clients.pages()).containsKey("web-3");
      engine.awaitEnd(changed(shop, usual), OperationState.SUCCEEDED);
      awaitMore(clients);
      assertThat(clients.failures()).isEmpty();
    }

    assertThat(byName(shop).values())
        .extracting(MachineRow::vmid)
        .containsExactlyInAnyOrderElementsOf(
            before.values().stream().map(MachineRow::vmid).toList());
    assertThat(Clients.count(host(shop), 30)).isEqualTo(Map.of("web-1", 15, "web-2", 15));
    assertSound(shop, 4608);
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  @Test
  void aCancelledChangeLeavesWhatServed() {
    ConfigurationDocument usual = shop("kept", 1024, List.of("web-1", "web-2"), "db");
    Order shop = engine.running(usual);
    Map<String, MachineRow> before = byName(shop);

    try (var clients = new Clients(host(shop), CLIENTS)) {
      Order change = changed(shop, shop("kept", 2048, List.of("web-1", "web-9"), "db"));
      await().atMost(PATIENCE).until(() -> engine.machines(shop.configuration()).size() > 4);
      engine.cancel(change);
      engine.awaitEnd(change, OperationState.CANCELLED);
      awaitMore(clients);
      assertThat(clients.failures()).isEmpty();
    }

    assertThat(byName(shop).values())
        .extracting(MachineRow::vmid)
        .containsExactlyInAnyOrderElementsOf(
            before.values().stream().map(MachineRow::vmid).toList());
    assertThat(engine.configuration(shop.configuration()).document().components())
        .extracting(Component::name)
        .containsExactly("lb", "web-1", "web-2", "db");
    assertSound(shop, 4608);
    engine.deleted(shop);
    engine.assertLedgerEqualsGrid();
  }

  private static Order changed(Order of, ConfigurationDocument desired) {
    return engine.sent(engine.acceptedChange(of, desired));
  }

  private static void assertSound(Order shop, long memoryMib) {
    engine.assertLedgerEqualsGrid();
    assertThat(engine.configuration(shop.configuration()).held().memoryMib()).isEqualTo(memoryMib);
    assertThat(shop.customer().holds().memoryMib()).isEqualTo(memoryMib);
    assertThat(engine.violations()).isEmpty();
  }

  private static void awaitMore(Clients clients) {
    int seen = total(clients);
    await().atMost(PATIENCE).until(() -> total(clients) > seen + 50);
  }

  private static int total(Clients clients) {
    return clients.pages().values().stream().mapToInt(Number::intValue).sum();
  }

  private static String host(Order shop) {
    return byName(shop).get("lb").reachable().orElseThrow().values().stream()
        .flatMap(ports -> Stream.ofNullable(ports.get("80")))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, MachineRow> byName(Order shop) {
    return engine.machines(shop.configuration()).stream()
        .collect(java.util.stream.Collectors.toMap(MachineRow::componentName, m -> m));
  }

  private static ConfigurationDocument shop(
      String name, long memoryMib, List<String> webs, String... databases) {
    List<Component> components = new ArrayList<>();
    components.add(Documents.balancer("lb", Documents.virtualIp(80, webs.toArray(String[]::new))));
    webs.forEach(
        web -> components.add(Documents.component(web, ComponentKind.WEB, memoryMib, 1, 20)));
    List.of(databases)
        .forEach(
            db -> components.add(Documents.component(db, ComponentKind.DATABASE, 2048, 2, 40)));
    return new ConfigurationDocument(
        name,
        RiskProfile.LOW,
        components,
        webs.stream().map(web -> new Link(web, databases[0], 3306)).toList(),
        List.of(),
        Dedication.NONE,
        OptionalInt.empty(),
        List.of(),
        true);
  }
}
