package io.gridwright.store.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.Store;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.event.EventKind;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.PowerWish;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.LedgerDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a POWER is accepted for, and what its end writes. */
class PowerAcceptanceTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private final Store store = LEDGER.store();
  private final Customer ann = Customer.with(store, "memory-400", "storage-200");

  @AfterEach
  void ledgerAgrees() {
    assertThat(store.audit().differences()).isEmpty();
  }

  @Test
  void whatIsNamedIsKeptAndWithoutNamesAllThatTakeIt() {
    ConfigurationId shop = runningShop("kept");

    AcceptedOrder one = power(shop, PowerAction.STOP, "web-1");
    AcceptedOrder all = power(shop, PowerAction.RESTART);

    assertThat(one.operation().kind()).isEqualTo(OperationKind.POWER);
    assertThat(PowerWish.of(one.operation()))
        .isEqualTo(new PowerWish(PowerAction.STOP, List.of("web-1")));
    assertThat(PowerWish.of(all.operation()).components())
        .containsExactly("lb", "web-1", "web-2", "db");
  }

  @Test
  void aStopAndAStartChangeComponentsConfigurationAndTellThoseWhoWatch() {
    ConfigurationId shop = runningShop("told");
    Optional<Instant> before = row(shop, "db").runningSince();

    succeed(power(shop, PowerAction.STOP, "web-1").operation());
    assertThat(states(shop)).containsEntry("web-1", ComponentState.STOPPED);
    assertThat(states(shop)).containsEntry("web-2", ComponentState.RUNNING);
    assertThat(row(shop, "web-1").runningSince()).isEmpty();
    assertThat(state(shop)).isEqualTo(ConfigurationState.RUNNING);
    assertThat(componentEvents(shop)).containsExactly("STOPPED");

    succeed(power(shop, PowerAction.STOP).operation());
    assertThat(states(shop).values()).containsOnly(ComponentState.STOPPED);
    assertThat(state(shop)).isEqualTo(ConfigurationState.STOPPED);

    succeed(power(shop, PowerAction.START, "db").operation());
    assertThat(states(shop)).containsEntry("db", ComponentState.RUNNING);
    assertThat(row(shop, "db").runningSince()).isPresent().isNotEqualTo(before);
    assertThat(state(shop)).isEqualTo(ConfigurationState.RUNNING);
  }

  @Test
  void whatRanGoesOnRunningSinceThenUnlessItWasRestarted() {
    ConfigurationId shop = runningShop("since");
    Optional<Instant> before = row(shop, "db").runningSince();

    succeed(power(shop, PowerAction.START, "db").operation());
    assertThat(row(shop, "db").runningSince()).isEqualTo(before);
    assertThat(componentEvents(shop)).isEmpty();

    succeed(power(shop, PowerAction.RESTART, "db").operation());
    assertThat(row(shop, "db").runningSince()).isPresent().isNotEqualTo(before);
    assertThat(componentEvents(shop)).containsExactly("RUNNING");
  }

  @Test
  void oneThatIsUndoneChangesNothing() {
    ConfigurationId shop = runningShop("undone");
    OperationRow stop = power(shop, PowerAction.STOP).operation();
    var run = store.operations().begin(stop.id(), "undone-run");

    store.operations().undo(stop.id(), run.epoch(), OperationState.FAILED, Optional.empty());
    store.operations().fail(stop.id(), run.epoch());

    assertThat(states(shop).values()).containsOnly(ComponentState.RUNNING);
    assertThat(state(shop)).isEqualTo(ConfigurationState.RUNNING);
  }

  @Test
  void refusesWhatIsNotNamedSoundlyFieldByField() {
    ConfigurationId shop = runningShop("unsound");

    assertThat(refused(shop, PowerAction.STOP, List.of("web-1", "web-9", "web-1")))
        .satisfies(p -> assertThat(p.name()).isEqualTo("validation"))
        .extracting(Problem::errors)
        .isEqualTo(
            List.of(
                new FieldError(
                    "/components/1", "is no component of it; there are db, lb, web-1, web-2"),
                new FieldError("/components/2", "is named twice; name it once")));
    assertThat(refused(shop, PowerAction.STOP, List.of()).errors())
        .extracting(FieldError::field)
        .containsExactly("/components");
  }

  @Test
  void refusesWhatStatesDoNotAllowAndSaysWhatToDo() {
    ConfigurationId shop = runningShop("states");
    succeed(power(shop, PowerAction.STOP, "web-1").operation());

    assertThat(refused(shop, PowerAction.RESTART, List.of("web-2", "web-1")))
        .satisfies(p -> assertThat(p.name()).isEqualTo("conflict"))
        .satisfies(
            p ->
                assertThat(p.detail())
                    .isEqualTo("web-1 is STOPPED and takes no RESTART; start it instead."))
        .extracting(p -> p.errors().get(0).field())
        .isEqualTo("/components/1");
    assertThat(PowerWish.of(power(shop, PowerAction.RESTART).operation()).components())
        .doesNotContain("web-1");

    AcceptedOrder building = ann.orders(Documents.web("building", 64, 5));
    assertThat(refused(building.configuration().id(), PowerAction.START, null).detail())
        .isEqualTo("No component takes START now: web is PROVISIONING.");
  }

  @Test
  void onlyWhatIsCalledFromOutsideIsSuspendedAndOnlyThatIsResumed() {
    ConfigurationId shop = runningShop("suspended");

    assertThat(refused(shop, PowerAction.SUSPEND, List.of("lb", "db")).detail())
        .isEqualTo(
            "db has no public address and is in no pool, so that there is nothing to withdraw;"
                + " stop it instead.");
    assertThat(refused(shop, PowerAction.RESUME, null).name()).isEqualTo("conflict");
    OperationRow suspend = power(shop, PowerAction.SUSPEND).operation();
    assertThat(PowerWish.of(suspend).components()).containsExactly("lb", "web-1", "web-2");
    succeed(suspend);

    assertThat(states(shop)).containsEntry("lb", ComponentState.SUSPENDED);
    assertThat(row(shop, "lb").runningSince()).isPresent();
    assertThat(state(shop)).isEqualTo(ConfigurationState.RUNNING);
    assertThat(refused(shop, PowerAction.RESTART, List.of("lb")).detail())
        .isEqualTo("lb is SUSPENDED and takes no RESTART; stop or resume it instead.");
    succeed(power(shop, PowerAction.RESUME).operation());
    assertThat(states(shop).values()).containsOnly(ComponentState.RUNNING);
  }

  @Test
  void refusesWhatIsBeingDeletedAndOthersConfigurations() {
    ConfigurationId shop = runningShop("deleted");
    Customer bob = Customer.with(store, "memory-400");

    assertThat(
            catchThrowableOfType(
                    Refusal.class,
                    () ->
                        store
                            .acceptance()
                            .power(
                                new PowerOrder(
                                    bob.account(),
                                    shop,
                                    Optional.of(bob.user()),
                                    PowerAction.STOP,
                                    Optional.empty(),
                                    Optional.empty())))
                .problem()
                .name())
        .isEqualTo("not-found");

    store.acceptance().delete(new DeleteOrder(ann.account(), shop, ann.user(), 1));
    assertThat(refused(shop, PowerAction.STOP, null).detail()).contains("is being deleted");
  }

  @Test
  void aCrowdWithOneKeyHasOneEffectAndOneWithoutIsQueuedEachOnce() {
    ConfigurationId shop = runningShop("crowd");

    var repeated = AtOnce.run(20, i -> () -> keyed(shop, "key-1"));
    assertThat(AtOnce.failures(repeated)).isEmpty();
    assertThat(
            AtOnce.values(repeated).stream()
                .map(order -> order.operation().id())
                .collect(Collectors.toSet()))
        .hasSize(1);

    var others = AtOnce.run(10, i -> () -> power(shop, PowerAction.values()[i % 3], "web-1"));
    assertThat(AtOnce.failures(others)).isEmpty();
    List<Integer> numbers =
        store.operations().open(shop).stream().map(OperationRow::number).toList();
    assertThat(numbers).hasSize(11).isSorted();
    assertThat(new HashSet<>(numbers)).hasSize(11);
  }

  private ConfigurationId runningShop(String name) {
    AcceptedOrder order = ann.orders(Documents.sample(name));
    succeed(order.operation());
    return order.configuration().id();
  }

  private void succeed(OperationRow operation) {
    LEDGER.realTime().advance(Duration.ofMinutes(1));
    var run = store.operations().begin(operation.id(), "run of " + operation.number());
    assertThat(store.operations().succeed(operation.id(), run.epoch())).isTrue();
  }

  private AcceptedOrder power(ConfigurationId id, PowerAction action, String... components) {
    return ordered(
        id,
        action,
        components.length == 0 ? Optional.empty() : Optional.of(List.of(components)),
        Optional.empty());
  }

  private AcceptedOrder keyed(ConfigurationId id, String key) {
    return ordered(
        id,
        PowerAction.STOP,
        Optional.empty(),
        Optional.of(
            new IdempotentRequest(ann.user().value(), "POST", "/power", key, new byte[] {1})));
  }

  private AcceptedOrder ordered(
      ConfigurationId id,
      PowerAction action,
      Optional<List<String>> components,
      Optional<IdempotentRequest> request) {
    return store
        .acceptance()
        .power(
            new PowerOrder(
                ann.account(), id, Optional.of(ann.user()), action, components, request));
  }

  private Problem refused(ConfigurationId id, PowerAction action, List<String> components) {
    return catchThrowableOfType(
            Refusal.class,
            () -> ordered(id, action, Optional.ofNullable(components), Optional.empty()))
        .problem();
  }

  private ComponentRow row(ConfigurationId id, String name) {
    return store.configurations().components(id).stream()
        .filter(component -> component.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Map<String, ComponentState> states(ConfigurationId id) {
    return store.configurations().components(id).stream()
        .collect(Collectors.toMap(ComponentRow::name, ComponentRow::state));
  }

  private ConfigurationState state(ConfigurationId id) {
    return store.configurations().find(id).orElseThrow().state();
  }

  private List<Object> componentEvents(ConfigurationId id) {
    return store.events().after(id, 0, 100).stream()
        .filter(event -> event.kind() == EventKind.COMPONENT)
        .map(event -> event.payload().get("state"))
        .toList();
  }
}
