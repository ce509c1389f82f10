package io.gridwright.domain.configuration.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.Engine;
import io.gridwright.domain.configuration.ExpectedBehaviour;
import io.gridwright.domain.configuration.HealthCheck;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.LoadBalancing;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.operation.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentChangeTest {
  private static final Optional<Engine> MYSQL = Optional.of(new Engine("mysql", "8.4"));

  /** What a test changes in a component; all else stays. */
  private record Part(
      String name,
      ComponentKind kind,
      String image,
      long memory,
      int vcpus,
      long disk,
      int rate,
      int spread,
      Optional<Engine> engine,
      List<String> keys,
      Optional<String> userData,
      List<String> pool) {

    static Part of(String name, ComponentKind kind) {
      boolean data = kind == ComponentKind.DATABASE;
      return new Part(
          name,
          kind,
          "debian",
          1024,
          1,
          20,
          0,
          1,
          data ? MYSQL : Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of());
    }

    Part named(String other) {
      return new Part(
          other, kind, image, memory, vcpus, disk, rate, spread, engine, keys, userData, pool);
    }

    Part pooling(String... members) {
      return new Part(
          name,
          kind,
          image,
          memory,
          vcpus,
          disk,
          rate,
          spread,
          engine,
          keys,
          userData,
          List.of(members));
    }

    Part with(String field, String value) {
      return new Part(
          name,
          field.equals("kind") ? ComponentKind.valueOf(value) : kind,
          field.equals("image") ? value : image,
          field.equals("memory") ? Long.parseLong(value) : memory,
          field.equals("vcpus") ? Integer.parseInt(value) : vcpus,
          field.equals("disk") ? Long.parseLong(value) : disk,
          field.equals("rate") ? Integer.parseInt(value) : rate,
          field.equals("spread") ? Integer.parseInt(value) : spread,
          field.equals("engine") ? Optional.of(new Engine(value, "1")) : engine,
          field.equals("keys") ? List.of(value) : keys,
          field.equals("userData") ? Optional.of(value) : userData,
          pool);
    }

    Component component(boolean identified, Optional<String> id) {
      return new Component(
          id.or(() -> identified ? Optional.of("id-" + name) : Optional.empty())
              .map(ComponentId::new),
          name,
          kind,
          new ImageId(image),
          memory,
          Optional.empty(),
          vcpus,
          disk,
          rate,
          kind != ComponentKind.DATABASE,
          spread,
          Optional.empty(),
          Optional.empty(),
          engine,
          List.of(),
          keys,
          userData,
          ExpectedBehaviour.UNSTATED,
          List.of(),
          kind == ComponentKind.LOAD_BALANCER ? Optional.of(balancing(pool)) : Optional.empty());
    }

    private static LoadBalancing balancing(List<String> pool) {
      return new LoadBalancing(
          LoadBalancing.Method.ROUND_ROBIN,
          LoadBalancing.Persistence.NONE,
          HealthCheck.DEFAULT,
          List.of(
              new VirtualIp(
                  Optional.empty(),
                  80,
                  List.of(),
                  Optional.empty(),
                  pool.stream().map(member -> new PoolMember(member, 80)).toList())));
    }
  }

  private static final Part LB =
      Part.of("lb", ComponentKind.LOAD_BALANCER).pooling("web-1", "web-2");
  private static final Part WEB_1 = Part.of("web-1", ComponentKind.WEB);
  private static final Part WEB_2 = Part.of("web-2", ComponentKind.WEB);
  private static final Part DB = Part.of("db", ComponentKind.DATABASE);
  private static final List<Part> SHOP = List.of(LB, WEB_1, WEB_2, DB);
  private static final List<Link> LINKS =
      List.of(new Link("web-1", "db", 3306), new Link("web-2", "db", 3306));

  private static ConfigurationDocument document(List<Component> components, List<Link> links) {
    return new ConfigurationDocument(
        "shop",
        RiskProfile.LOW,
        components,
        links,
        List.of(),
        Dedication.NONE,
        OptionalInt.empty(),
        List.of(),
        true);
  }

  private static ConfigurationDocument accepted() {
    return document(SHOP.stream().map(p -> p.component(true, Optional.empty())).toList(), LINKS);
  }

  private static ConfigurationDocument desired(List<Part> parts, List<Link> links) {
    return document(parts.stream().map(p -> p.component(false, Optional.empty())).toList(), links);
  }

  /** The shop with one part changed. */
  private static DocumentChange changed(String name, UnaryOperator<Part> how) {
    return DocumentChange.between(
        accepted(),
        desired(SHOP.stream().map(p -> p.name().equals(name) ? how.apply(p) : p).toList(), LINKS));
  }

  private static ComponentChange of(DocumentChange change, String name) {
    return change.components().stream()
        .filter(c -> c.component().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theSameDocumentChangesNothing() {
    DocumentChange change = DocumentChange.between(accepted(), desired(SHOP, LINKS));

    assertThat(change.touches()).isFalse();
    assertThat(change.interruption()).isEqualTo(Interruption.NONE);
    assertThat(change.components()).extracting(ComponentChange::how).containsOnly(How.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "web-1, memory,   2048,   SWAP, NONE",
    "web-1, memory,   512,    SWAP, NONE",
    "web-1, vcpus,    2,      SWAP, NONE",
    "web-1, image,    fedora, SWAP, NONE",
    "web-1, userData, x,      SWAP, NONE",
    "web-1, keys,     k,      SWAP, NONE",
    "web-1, disk,     40,     LIVE, NONE",
    "web-1, rate,     100,    LIVE, NONE",
    "web-1, spread,   2,      LIVE, NONE",
    "lb,    memory,   2048,   SWAP, SECONDS",
    "db,    memory,   2048,   LIVE, NONE",
    "db,    memory,   512,    SWAP, SECONDS",
    "db,    vcpus,    2,      LIVE, NONE",
    "db,    image,    fedora, SWAP, SECONDS",
    "db,    disk,     40,     LIVE, NONE",
    "db,    keys,     k,      LIVE, NONE",
    "db,    userData, x,      NONE, NONE",
  })
  void eachFieldTakesTheMildestWay(
      String component, String field, String value, How how, Interruption interruption) {
    DocumentChange change = changed(component, part -> part.with(field, value));

    assertThat(change.faults()).isEmpty();
    assertThat(of(change, component).how()).isEqualTo(how);
    assertThat(of(change, component).interruption()).isEqualTo(interruption);
    assertThat(of(change, component).why()).hasSize(1);
    assertThat(change.interruption()).isEqualTo(interruption);
  }

  @Test
  void whoKnowsAReplacedComponentLearnsItsNewAddressAndNobodyElseIsTouched() {
    DocumentChange change = changed("web-1", part -> part.with("memory", "2048"));

    assertThat(change.components())
        .extracting(ComponentChange::component, ComponentChange::how, ComponentChange::why)
        .containsExactly(
            tuple("lb", How.LIVE, List.of("web-1 is replaced")),
            tuple("web-1", How.SWAP, List.of("memoryMiB 1024 to 2048")),
            tuple("web-2", How.NONE, List.of()),
            tuple("db", How.LIVE, List.of("web-1 is replaced")));
  }

  @Test
  void componentsAreAddedAndRemovedAtOnce() {
    Part web3 = Part.of("web-3", ComponentKind.WEB);
    DocumentChange change =
        DocumentChange.between(
            accepted(),
            desired(List.of(LB.pooling("web-1", "web-3"), WEB_1, DB, web3), LINKS.subList(0, 1)));

    assertThat(change.components())
        .extracting(ComponentChange::component, ComponentChange::how)
        .containsExactly(
            tuple("lb", How.LIVE),
            tuple("web-1", How.NONE),
            tuple("db", How.LIVE),
            tuple("web-3", How.ADD),
            tuple("web-2", How.REMOVE));
  }

  @Test
  void aKnownIdWithAnotherNameIsRenamed() {
    List<Component> parts = new ArrayList<>();
    parts.add(LB.pooling("front", "web-2").component(false, Optional.empty()));
    parts.add(WEB_1.named("front").component(false, Optional.of("id-web-1")));
    parts.add(WEB_2.component(false, Optional.empty()));
    parts.add(DB.component(false, Optional.empty()));

    DocumentChange change =
        DocumentChange.between(
            accepted(),
            document(parts, List.of(new Link("front", "db", 3306), new Link("web-2", "db", 3306))));

    assertThat(of(change, "front").how()).isEqualTo(How.LIVE);
    assertThat(of(change, "front").id()).contains(new ComponentId("id-web-1"));
    assertThat(of(change, "front").why()).startsWith("renamed from web-1");
    assertThat(change.components()).extracting(ComponentChange::how).doesNotContain(How.ADD);
    assertThat(of(change, "web-2").how()).isEqualTo(How.NONE);
  }

  @Test
  void namesMayChangePlaces() {
    DocumentChange change =
        DocumentChange.between(
            accepted(),
            document(
                List.of(
                    LB.component(false, Optional.empty()),
                    WEB_1.component(false, Optional.of("id-web-2")),
                    WEB_2.component(false, Optional.of("id-web-1")),
                    DB.component(false, Optional.empty())),
                LINKS));

    assertThat(of(change, "web-1").id()).contains(new ComponentId("id-web-2"));
    assertThat(of(change, "web-2").id()).contains(new ComponentId("id-web-1"));
    assertThat(change.components()).extracting(ComponentChange::how).doesNotContain(How.SWAP);
  }

  /** F118: one web server moves to another database; nothing is replaced. */
  @Test
  void wiringIsChangedOnTheMachinesThatRun() {
    List<Part> parts =
        Stream.of("web-1", "web-2", "web-3", "web-4", "db-1", "db-2")
            .map(n -> Part.of(n, n.startsWith("w") ? ComponentKind.WEB : ComponentKind.DATABASE))
            .toList();
    List<Link> links = new ArrayList<>();
    List.of("web-1", "web-2", "web-3").forEach(w -> links.add(new Link(w, "db-1", 3306)));
    links.add(new Link("web-4", "db-2", 3306));
    ConfigurationDocument before =
        document(parts.stream().map(p -> p.component(true, Optional.empty())).toList(), links);
    links.set(2, new Link("web-3", "db-2", 3306));

    DocumentChange change = DocumentChange.between(before, desired(parts, links));

    assertThat(change.components())
        .filteredOn(ComponentChange::touches)
        .extracting(ComponentChange::component, ComponentChange::how, ComponentChange::why)
        .containsExactly(
            tuple("web-3", How.LIVE, List.of("links")),
            tuple("db-1", How.LIVE, List.of("links")),
            tuple("db-2", How.LIVE, List.of("links")));
  }

  /** F123: the other set of components is not named. */
  @Test
  void doublingOneSetLeavesTheOtherAlone() {
    List<Part> six = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (String set : List.of("a", "b")) {
      six.addAll(set(set));
      links.addAll(linksOf(set));
    }
    ConfigurationDocument before =
        document(
            six.stream().map(p -> p.component(true, Optional.empty())).toList(),
            List.copyOf(links));
    six.addAll(set("a2"));
    links.addAll(linksOf("a2"));

    DocumentChange change = DocumentChange.between(before, desired(six, links));

    assertThat(change.components()).hasSize(9);
    assertThat(change.components())
        .filteredOn(ComponentChange::touches)
        .extracting(ComponentChange::component, ComponentChange::how)
        .containsExactly(
            tuple("a2-web", How.ADD), tuple("a2-app", How.ADD), tuple("a2-db", How.ADD));
  }

  private static List<Part> set(String name) {
    return List.of(
        Part.of(name + "-web", ComponentKind.WEB),
        Part.of(name + "-app", ComponentKind.APP),
        Part.of(name + "-db", ComponentKind.DATABASE));
  }

  private static List<Link> linksOf(String name) {
    return List.of(
        new Link(name + "-web", name + "-app", 8080), new Link(name + "-app", name + "-db", 3306));
  }

  @ParameterizedTest
  @CsvSource({
    "web-1, disk,   10,       /components/1/diskGiB",
    "web-1, kind,   APP,      /components/1/kind",
    "db,    engine, postgres, /components/3/engine",
  })
  void whatNoChangeCanBringAboutIsRefusedByField(
      String component, String field, String value, String where) {
    assertThat(changed(component, part -> part.with(field, value)).faults())
        .extracting(FieldError::field)
        .contains(where);
  }

  /** F132: nothing changes but where the lost ones are; who knows them learns it. */
  @ParameterizedTest
  @CsvSource({
    // Linked from, and pooled by.
    "a-web,             'a-app a-lb'",
    // Linked both ways.
    "a-app,             'a-web a-db'",
    "a-db,              'a-app'",
    // Members of a replaced balancer let its new address in.
    "a-lb,              'a-web b-web'",
    // What is lost as well is built anew, not told.
    "'a-lb a-web',      'a-app b-web'",
    "b-web,             'a-lb b-db'",
    "'a-web b-db',      'a-lb a-app b-web'",
    "alone,             ''",
    "'',                ''",
  })
  void whoKnowsALostComponentLearnsWhereItIsBuiltAndNobodyElseIsTouched(String lost, String live) {
    ConfigurationDocument standing = twoSets();

    DocumentChange change =
        DocumentChange.replacing(
            standing,
            Stream.of(lost.split(" "))
                .map(name -> new ComponentId("id-" + name))
                .collect(Collectors.toSet()));

    assertThat(names(change, How.SWAP)).containsExactlyInAnyOrderElementsOf(words(lost));
    assertThat(names(change, How.LIVE)).containsExactlyInAnyOrderElementsOf(words(live));
    assertThat(change.components())
        .extracting(c -> c.id().orElseThrow())
        .containsExactlyElementsOf(
            standing.components().stream().map(c -> c.id().orElseThrow()).toList());
    assertThat(change.components())
        .extracting(ComponentChange::how)
        .isSubsetOf(How.SWAP, How.LIVE, How.NONE);
    assertThat(change.built(standing))
        .extracting(Component::name)
        .containsExactlyInAnyOrderElementsOf(words(lost));
    assertThat(change.interruption()).isEqualTo(Interruption.NONE);
    assertThat(change.faults()).isEmpty();
  }

  @Test
  void whyARecoveryTouchesWhatItTouches() {
    DocumentChange change =
        DocumentChange.replacing(accepted(), Set.of(new ComponentId("id-web-1")));

    assertThat(change.components())
        .extracting(ComponentChange::component, ComponentChange::how, ComponentChange::why)
        .containsExactly(
            tuple("lb", How.LIVE, List.of("web-1 is replaced")),
            tuple("web-1", How.SWAP, List.of("its node is lost")),
            tuple("web-2", How.NONE, List.of()),
            tuple("db", How.LIVE, List.of("web-1 is replaced")));
  }

  /** What is lost and not in the document any more is nobody's neighbour. */
  @Test
  void whatTheDocumentHasNoMoreIsNotBuilt() {
    DocumentChange change = DocumentChange.replacing(accepted(), Set.of(new ComponentId("id-old")));

    assertThat(change.touches()).isFalse();
    assertThat(change.components()).hasSize(4);
  }

  private static ConfigurationDocument twoSets() {
    List<Part> parts =
        List.of(
            Part.of("a-lb", ComponentKind.LOAD_BALANCER).pooling("a-web", "b-web"),
            Part.of("a-web", ComponentKind.WEB),
            Part.of("a-app", ComponentKind.APP),
            Part.of("a-db", ComponentKind.DATABASE),
            Part.of("b-web", ComponentKind.WEB),
            Part.of("b-db", ComponentKind.DATABASE),
            Part.of("alone", ComponentKind.WEB));
    return document(
        parts.stream().map(p -> p.component(true, Optional.empty())).toList(),
        List.of(
            new Link("a-web", "a-app", 8080),
            new Link("a-app", "a-db", 3306),
            new Link("b-web", "b-db", 3306)));
  }

  private static List<String> words(String text) {
    return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
  }

  private static List<String> names(DocumentChange change, How how) {
    return change.components().stream()
        .filter(c -> c.how() == how)
        .map(ComponentChange::component)
        .toList();
  }
}
