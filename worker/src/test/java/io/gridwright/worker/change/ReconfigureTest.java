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
import io.gridwright.worker.testing.Clients;
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

  /** CASES F118: web-3 moves from db-1 to db-2, to relieve congestion. */
  @Test
  void rewiringReplacesNoMachine() {
    List<String> webs = List.of("web-1", "web-2", "web-3", "web-4");
    ConfigurationDocument congested = shop("rewired", 256, webs, "db-1", "db-2");
    Order shop = engine.running(linked(congested, "web-4", "db-2"));
    Map<String, MachineRow> before = byName(shop);
    assertThat(Clients.linksOf(host(shop), "web-3")).contains("\"db-1\",\"reachable\":true");

    try (var clients = new Clients(host(shop), CLIENTS)) {
      engine.awaitEnd(
          changed(shop, linked(linked(congested, "web-4", "db-2"), "web-3", "db-2")),
          OperationState.SUCCEEDED);
      awaitMore(clients);
      assertThat(clients.failures()).isEmpty();
    }

    byName(shop)
        .forEach((name, m) -> assertThat(m.vmid()).as(name).isEqualTo(before.get(name).vmid()));
    assertThat(Clients.linksOf(host(shop), "web-3")).contains("\"db-2\",\"reachable\":true");
    assertThat(Clients.linksOf(host(shop), "web-1")).contains("\"db-1\",\"reachable\":true");
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
  }

  /** CASES F123: doubling set A leaves set B as it is: not even its rows are written. */
  @Test
  void whatIsIndependentIsNotTouched() {
    Order shop = engine.running(sets("sets", "a", "b"));
    Map<String, MachineRow> before = byName(shop);

    engine.awaitEnd(changed(shop, sets("sets", "a", "a2", "b")), OperationState.SUCCEEDED);

    Map<String, MachineRow> after = byName(shop);
    assertThat(after).hasSize(9);
    before.forEach((name, machine) -> assertThat(after.get(name)).as(name).isEqualTo(machine));
    engine.assertLedgerEqualsGrid();
    engine.deleted(shop);
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

  /** Sets of a web, an application and a database server, each linked within itself. */
  private static ConfigurationDocument sets(String name, String... sets) {
    List<Component> components = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (String set : sets) {
      components.add(Documents.component("web-" + set, ComponentKind.WEB, 256, 1, 5));
      components.add(Documents.component("app-" + set, ComponentKind.APP, 256, 1, 5));
      components.add(Documents.component("db-" + set, ComponentKind.DATABASE, 256, 1, 5));
      links.add(new Link("web-" + set, "app-" + set, 8080));
      links.add(new Link("app-" + set, "db-" + set, 3306));
    }
    return document(name, components, links);
  }

  /** The same, with a web server on another database. */
  private static ConfigurationDocument linked(
      ConfigurationDocument document, String web, String database) {
    return document(
        document.name(),
        document.components(),
        document.links().stream()
            .map(link -> link.from().equals(web) ? new Link(web, database, 3306) : link)
            .toList());
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
    return document(
        name, components, webs.stream().map(web -> new Link(web, databases[0], 3306)).toList());
  }

  private static ConfigurationDocument document(
      String name, List<Component> components, List<Link> links) {
    return new ConfigurationDocument(
        name,
        RiskProfile.LOW,
        components,
        links,
        List.of(),
        Dedication.NONE,
        OptionalInt.empty(),
        List.of(),
        true);
  }
}
