package io.gridwright.activities.recovery;

import static io.gridwright.domain.grid.NodeState.FENCED;
import static io.gridwright.domain.grid.NodeState.MAINTENANCE;
import static io.gridwright.domain.grid.NodeState.ONLINE;
import static io.gridwright.domain.grid.NodeState.RETURNING;
import static io.gridwright.domain.grid.NodeState.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.activities.grid.GridSettings;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.grid.PlacementRole;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Store;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.DeleteOrder;
import io.gridwright.store.configuration.PowerOrder;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import io.gridwright.store.grid.Part;
import io.gridwright.store.grid.Placed;
import io.gridwright.store.grid.RecoverOrder;
import io.gridwright.store.json.DomainJson;
import io.gridwright.store.notice.NoticeKind;
import io.gridwright.store.notice.NoticeRow;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.PowerWish;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.store.testing.Grid;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.store.testing.Run;
import io.gridwright.workflows.recovery.RecoveryActivities;
import io.gridwright.workflows.recovery.RecoveryActivities.Outlook;
import io.gridwright.workflows.recovery.RecoveryActivities.Stage;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is ordered for what stood on a lost node. */
class LedgerRecoveryActivitiesTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private static final Problem NO_ROOM = Problem.of("no-capacity", "There is no room.");

  private final Store store = LEDGER.store();
  private final Customer ann = Customer.with(store, "memory-2500", "storage-200");
  private final Grid grid = Grid.of(store, 2);
  private final NodeName node = grid.node(0);
  private final Grid here = new Grid(List.of(node));
  private TestActivityEnvironment environment;
  private RecoveryActivities recovery;

  @BeforeEach
  void begin() {
    environment = environment(store);
    recovery = environment.newActivityStub(RecoveryActivities.class);
  }

  @AfterEach
  void ledgerAgrees() {
    environment.close();
    assertThat(store.audit().differences()).isEmpty();
  }

  private static TestActivityEnvironment environment(Store store) {
    var converter =
        DefaultDataConverter.newDefaultInstance()
            .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(DomainJson.mapper()));
    var environment =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder().setDataConverter(converter).build())
                .build());
    environment.registerActivitiesImplementations(
        new LedgerRecoveryActivities(store, GridSettings.DEFAULT, LEDGER.realTime()));
    return environment;
  }

  @Test
  void aNodeIsOnlyMissedUntilItIsAwayForAsLongAsOperatorsSay() {
    GridWorkId work = lose();
    assertThat(recovery.lookAtLoss(work)).isEqualTo(outlook(true, Stage.MISSED));
    LEDGER.realTime().advance(GridSettings.DEFAULT.recoverAfter().minusMillis(1));
    assertThat(stage(work)).isEqualTo(Stage.MISSED);
    LEDGER.realTime().advance(Duration.ofMillis(1));
    assertThat(stage(work)).isEqualTo(Stage.LOST);
    follow(UNREACHABLE, RETURNING);
    assertThat(stage(work)).isEqualTo(Stage.RETURNING);
    follow(RETURNING, ONLINE);
    assertThat(stage(work)).isEqualTo(Stage.BACK);
    store.nodes().changeState(node, ONLINE, MAINTENANCE);
    assertThat(stage(work)).isEqualTo(Stage.BACK);

    assertThat(recovery.endRecovery(work, "It is back.")).isTrue();

    assertThat(recovery.lookAtLoss(work)).isEqualTo(outlook(false, Stage.BACK));
  }

  @Test
  void whatIsProvedOffIsNotWaitedFor() {
    GridWorkId work = lose();

    prove();

    assertThat(stage(work)).isEqualTo(Stage.LOST);
  }

  @Test
  void proofIsWantedWhereABalancerWaitsForItAndAnewWhereTheNodeWasSeenMeanwhile() {
    stand(Documents.web("web-only", 512, 5));
    GridWorkId work = lose();
    assertThat(recovery.lookAtLoss(work).proofWanted()).isFalse();
    follow(UNREACHABLE, RETURNING);
    follow(RETURNING, ONLINE);
    stand(Documents.sample("proof"));
    follow(ONLINE, UNREACHABLE);
    assertThat(recovery.lookAtLoss(work).proofWanted()).isTrue();
    prove();
    assertThat(recovery.lookAtLoss(work).proofWanted()).isFalse();
    follow(FENCED, RETURNING);
    follow(RETURNING, UNREACHABLE);
    assertThat(recovery.lookAtLoss(work).proofWanted()).isTrue();
  }

  @Test
  void ordersWhatNeedsNoProofThenTheRestAndARepeatOrdersNothingTwice() {
    AcceptedOrder shop = stand(Documents.sample("shop"));
    GridWorkId work = lose();

    String words = recovery.orderRebuilding(work);

    assertThat(recovery.orderRebuilding(work)).isEqualTo(words);
    assertThat(words)
        .contains("without proof", "2 servers are being built elsewhere", "2 wait for it");
    OperationRow first = only(recoveries(shop));
    assertThat(RecoverOrder.of(first.payload().orElseThrow()))
        .isEqualTo(new RecoverOrder(node, 1, parts(shop, "web-1", "web-2"), store.losses().room()));
    assertThat(first.requestedBy()).isEmpty();
    assertThat(texts(shop))
        .containsExactly(
            "A host failed. Built anew on another one: web-1, web-2. Built anew once it is proved that"
                + " the host is off: lb. Started when the host is back: db.");
    assertThat(proofsWanted()).isEmpty(); // the fences have their time first
    fencesHadTheirTime();
    recovery.orderRebuilding(work);
    recovery.orderRebuilding(work);
    assertThat(proofsWanted()).hasSize(1);

    prove();
    recovery.orderRebuilding(work); // one is under way
    only(recoveries(shop));
    rebuild(first, shop, "web-1", "web-2");
    assertThat(recovery.orderRebuilding(work)).contains("proved", "1 servers", "1 wait");
    recovery.orderRebuilding(work);

    assertThat(recoveries(shop)).hasSize(2);
    OperationRow second = recoveries(shop).get(1);
    assertThat(RecoverOrder.of(second.payload().orElseThrow()).parts())
        .isEqualTo(parts(shop, "lb"));
    rebuild(second, shop, "lb");
    recovery.orderRebuilding(work);
    assertThat(recoveries(shop)).hasSize(2);
    assertThat(store.losses().standing(node))
        .extracting(MachineRow::componentName)
        .containsExactly("db");
  }

  @Test
  void whatFiftyOrderAtOnceIsOrderedOncePerConfiguration() {
    AcceptedOrder shop = stand(Documents.sample("fifty"));
    AcceptedOrder blog = stand(Documents.web("fifty-blog", 512, 5));
    GridWorkId work = lose();
    fencesHadTheirTime();

    var outcomes = AtOnce.run(50, i -> () -> recovery.orderRebuilding(work));

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    only(recoveries(shop));
    only(recoveries(blog));
    assertThat(texts(shop)).hasSize(1);
    assertThat(proofsWanted()).hasSize(1);
  }

  /** A round that is slow: a recovery ends between its looks. */
  @Test
  void whatWasBuiltBetweenTwoLooksIsNotOrderedAgain() {
    AcceptedOrder shop = stand(Documents.sample("slow"));
    GridWorkId work = lose();
    recovery.orderRebuilding(work);
    OperationRow first = only(recoveries(shop));
    AtomicReference<Runnable> meanwhile =
        new AtomicReference<>(() -> rebuild(first, shop, "web-1", "web-2"));
    Store slow =
        LEDGER.storeWith(
            LEDGER.businessTime(),
            () -> {
              // The clock is asked when the customer is told, between what stands and what is due.
              meanwhile.getAndSet(() -> {}).run();
              return LEDGER.realTime().instant();
            });
    var slowly = environment(slow);
    try {
      slowly.newActivityStub(RecoveryActivities.class).orderRebuilding(work);
    } finally {
      slowly.close();
    }

    assertThat(store.operations().required(first.id()).state()).isEqualTo(OperationState.SUCCEEDED);
    only(recoveries(shop));
  }

  @Test
  void whatFoundNoRoomIsOrderedAgainOnlyWhenRoomHasChanged() {
    AcceptedOrder blog = stand(Documents.web("no-room", 512, 5));
    GridWorkId work = lose();
    recovery.orderRebuilding(work);
    refuse(only(recoveries(blog)));

    for (int i = 0; i < 3; i++) {
      assertThat(recovery.orderRebuilding(work)).contains("0 servers", "1 wait");
    }

    only(recoveries(blog));
    assertThat(notices(blog))
        .extracting(NoticeRow::kind)
        .containsExactly(NoticeKind.SERVERS_LOST, NoticeKind.NO_ROOM);
    Grid.of(store, 1);
    assertThat(recovery.orderRebuilding(work)).contains("1 servers", "0 wait");
    recovery.orderRebuilding(work);
    assertThat(recoveries(blog)).hasSize(2);
    refuse(recoveries(blog).get(1));
    recovery.orderRebuilding(work);
    assertThat(recoveries(blog)).hasSize(2);
    assertThat(notices(blog)).hasSize(2);
  }

  @Test
  void whatFoundNoRoomAtOneLossIsOrderedAtTheNext() {
    AcceptedOrder blog = stand(Documents.web("next", 512, 5));
    GridWorkId first = lose();
    recovery.orderRebuilding(first);
    refuse(only(recoveries(blog)));
    follow(UNREACHABLE, RETURNING);
    follow(RETURNING, ONLINE);
    recovery.endRecovery(first, "It is back.");
    GridWorkId second = lose();

    recovery.orderRebuilding(second);

    assertThat(recoveries(blog)).hasSize(2);
    assertThat(RecoverOrder.of(recoveries(blog).get(1).payload().orElseThrow()).recovery())
        .isEqualTo(2);
    assertThat(texts(blog)).hasSize(2);
  }

  @Test
  void whatItsCustomerDoesNotWantReplacedWaitsForItsNode() {
    AcceptedOrder shop = stand(unwanted(Documents.sample("unwanted")));
    GridWorkId work = lose();
    prove();

    assertThat(recovery.orderRebuilding(work)).contains("0 servers", "4 wait");

    assertThat(recoveries(shop)).isEmpty();
    assertThat(texts(shop))
        .containsExactly("A host failed. Started when the host is back: lb, web-1, web-2, db.");
    assertThat(recovery.lookAtLoss(work).proofWanted()).isFalse();
  }

  @Test
  void whatIsSuspendedIsNotBuiltAnewToServe() {
    AcceptedOrder shop = stand(Documents.sample("suspended"));
    suspend(shop, "web-1", "lb");
    GridWorkId work = lose();

    recovery.orderRebuilding(work);

    assertThat(RecoverOrder.of(only(recoveries(shop)).payload().orElseThrow()).parts())
        .isEqualTo(parts(shop, "web-2"));
    assertThat(recovery.lookAtLoss(work).proofWanted()).isFalse();
  }

  @Test
  void whatIsBeingDeletedOrIsDeletedIsLeft() {
    AcceptedOrder shop = stand(Documents.sample("leaving"));
    AcceptedOrder blog = stand(Documents.web("staying", 512, 5));
    AcceptedOrder deletion =
        store
            .acceptance()
            .delete(new DeleteOrder(ann.account(), shop.configuration().id(), ann.user(), 1));
    GridWorkId work = lose();

    recovery.orderRebuilding(work);

    assertThat(recoveries(shop)).isEmpty();
    only(recoveries(blog));
    Run run = Run.of(store, deletion.operation().id());
    List<MachineId> off = standing();
    store
        .machines()
        .ofConfiguration(shop.configuration().id())
        .forEach(
            m ->
                store
                    .reservations()
                    .abandon(run.id(), run.epoch(), m.id(), MachineState.ABANDONED));
    run.succeeds();
    recovery.orderRebuilding(work);
    follow(UNREACHABLE, RETURNING);
    follow(RETURNING, ONLINE);
    recovery.orderStart(work, off);
    assertThat(operations(shop, OperationKind.POWER)).isEmpty();
    assertThat(recoveries(shop)).isEmpty();
    assertThat(operations(blog, OperationKind.POWER)).hasSize(1);
  }

  @Test
  void whatIsOffIsStartedOnceEachTimeItsNodeComesBack() {
    AcceptedOrder shop = stand(Documents.sample("off"));
    suspend(shop, "web-2");
    GridWorkId work = lose();
    comeBack();
    List<MachineId> off = standing();
    assertThat(off).hasSize(4);

    recovery.orderStart(work, off);
    var outcomes =
        AtOnce.run(
            10,
            i ->
                () -> {
                  recovery.orderStart(work, off);
                  return i;
                });

    assertThat(AtOnce.failures(outcomes)).isEmpty();
    OperationRow start = only(starts(shop));
    assertThat(PowerWish.of(start).components()).containsExactlyInAnyOrder("lb", "web-1", "db");
    assertThat(start.requestedBy()).isEmpty();

    LEDGER.realTime().advance(Duration.ofMinutes(1));
    follow(ONLINE, UNREACHABLE);
    comeBack();
    recovery.orderStart(work, off);
    assertThat(starts(shop)).hasSize(2);
  }

  private GridWorkId lose() {
    follow(ONLINE, UNREACHABLE);
    return store.losses().open(node).map(GridWorkRow::id).orElseThrow();
  }

  private void prove() {
    assertThat(store.losses().prove(node, "redfish", "Off", LEDGER.realTime().instant())).isTrue();
  }

  private void comeBack() {
    follow(UNREACHABLE, RETURNING);
    follow(RETURNING, ONLINE);
  }

  private void follow(NodeState from, NodeState to) {
    assertThat(store.losses().follow(node, from, to)).isTrue();
  }

  private Outlook outlook(boolean running, Stage stage) {
    return new Outlook(running, node, stage, false);
  }

  private static void fencesHadTheirTime() {
    LEDGER.realTime().advance(GridSettings.DEFAULT.recoverAfter().multipliedBy(13));
  }

  private Stage stage(GridWorkId work) {
    return recovery.lookAtLoss(work).stage();
  }

  private AcceptedOrder stand(ConfigurationDocument document) {
    return Run.standing(ann, here, document);
  }

  /** What a RECOVER brings about: its servers stand on the other node. */
  private void rebuild(OperationRow operation, AcceptedOrder of, String... components) {
    Run run = Run.of(store, operation.id());
    run.holds(
        new Grid(List.of(grid.node(1)))
            .placing(of.configuration().document()).stream()
                .filter(p -> List.of(components).contains(p.componentName()))
                .map(
                    p ->
                        new Placed(
                            p.componentId(),
                            p.componentName(),
                            p.ordinal(),
                            PlacementRole.DUPLICATE,
                            p.node(),
                            p.demand()))
                .toList());
    run.machinesRun();
    store.replacements().divert(run.id(), run.epoch());
    run.commits();
    store
        .replacements()
        .replaced(run.id())
        .forEach(
            m ->
                store
                    .reservations()
                    .abandon(run.id(), run.epoch(), m.id(), MachineState.ABANDONED));
    run.succeeds();
  }

  private void refuse(OperationRow operation) {
    Run.of(store, operation.id()).fails(NO_ROOM);
  }

  private void suspend(AcceptedOrder of, String... components) {
    AcceptedOrder order =
        store
            .acceptance()
            .power(
                new PowerOrder(
                    ann.account(),
                    of.configuration().id(),
                    Optional.of(ann.user()),
                    PowerAction.SUSPEND,
                    Optional.of(List.of(components)),
                    Optional.empty()));
    Run run = Run.of(store, order.operation().id());
    store.machines().ofConfiguration(of.configuration().id()).stream()
        .filter(m -> List.of(components).contains(m.componentName()))
        .forEach(m -> store.machines().suspend(run.id(), run.epoch(), m.id(), true, 1));
    run.succeeds();
  }

  private static ConfigurationDocument unwanted(ConfigurationDocument document) {
    return new ConfigurationDocument(
        document.name(),
        document.risk(),
        document.components(),
        document.links(),
        document.firewall(),
        document.dedicated(),
        document.maximumLatencyMs(),
        document.purpose(),
        false);
  }

  private List<MachineId> standing() {
    return store.losses().standing(node).stream().map(MachineRow::id).toList();
  }

  private List<Part> parts(AcceptedOrder of, String... components) {
    return store.losses().standing(node).stream()
        .filter(m -> m.configurationId().equals(of.configuration().id()))
        .filter(m -> List.of(components).contains(m.componentName()))
        .map(MachineRow::part)
        .toList();
  }

  private List<OperationRow> recoveries(AcceptedOrder of) {
    return operations(of, OperationKind.RECOVER);
  }

  private List<OperationRow> starts(AcceptedOrder of) {
    return operations(of, OperationKind.POWER).stream()
        .filter(row -> PowerWish.of(row).action() == PowerAction.START)
        .toList();
  }

  private List<OperationRow> operations(AcceptedOrder of, OperationKind kind) {
    ConfigurationId id = of.configuration().id();
    return store.operations().ofConfiguration(id, Optional.empty(), 100).stream()
        .filter(row -> row.kind() == kind)
        .toList();
  }

  private static OperationRow only(List<OperationRow> rows) {
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private List<NoticeRow> notices(AcceptedOrder of) {
    return store.notices().ofConfiguration(of.configuration().id());
  }

  private List<String> texts(AcceptedOrder of) {
    return notices(of).stream()
        .filter(notice -> notice.kind() == NoticeKind.SERVERS_LOST)
        .map(NoticeRow::text)
        .toList();
  }

  private List<NoticeRow> proofsWanted() {
    return store.notices().after("", Integer.MAX_VALUE).stream()
        .filter(notice -> notice.kind() == NoticeKind.PROOF_WANTED)
        .filter(notice -> notice.text().contains(node.value()))
        .toList();
  }
}
