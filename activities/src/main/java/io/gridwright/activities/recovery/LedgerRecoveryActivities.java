package io.gridwright.activities.recovery;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.gridwright.activities.grid.GridSettings;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.domain.configuration.recovery.Remedy;
import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.domain.operation.OperationKind;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.engine.configuration.Courier;
import io.gridwright.engine.configuration.Nudges;
import io.gridwright.store.Refusal;
import io.gridwright.store.Store;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.configuration.PowerOrder;
import io.gridwright.store.configuration.Submission;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.NodeRow;
import io.gridwright.store.grid.RecoverOrder;
import io.gridwright.store.notice.NoticeKind;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.workflows.recovery.RecoveryActivities;
import io.temporal.activity.Activity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** See {@link RecoveryActivities}: the rules are the domain's, what stands where the ledger's. */
public final class LedgerRecoveryActivities implements RecoveryActivities {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerRecoveryActivities.class);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** How many times as long as a node may be missed: three minutes by default. */
  private static final int FENCES_TAKE = 12;

  private final Store store;
  private final GridSettings settings;
  private final InstantSource realTime;

  public LedgerRecoveryActivities(Store store, GridSettings settings, InstantSource realTime) {
    this.store = store;
    this.settings = settings;
    this.realTime = realTime;
  }

  @Override
  public Outlook lookAtLoss(GridWorkId work) {
    GridWorkRow row = row(work);
    NodeName node = new NodeName(row.subject());
    return new Outlook(
        row.state() == GridWorkRow.State.RUNNING, node, stage(row, node), proofWanted(node));
  }

  private Stage stage(GridWorkRow row, NodeName node) {
    NodeState state = store.nodes().find(node).orElseThrow().state();
    return switch (state) {
      case UNREACHABLE ->
          Duration.between(row.requestedAt(), realTime.instant()).compareTo(settings.recoverAfter())
                  < 0
              ? Stage.MISSED
              : Stage.LOST;
      case FENCED -> Stage.LOST;
      case RETURNING -> Stage.RETURNING;
      case ONLINE, MAINTENANCE -> Stage.BACK;
    };
  }

  private boolean proofWanted(NodeName node) {
    return !store.losses().isProved(node)
        && losses(node).stream()
            .flatMap(loss -> loss.servers().stream())
            .anyMatch(server -> server.remedy() == Remedy.REBUILD_WITH_PROOF);
  }

  /** One machine that is lost, and what can be done for it. */
  private record Server(MachineRow machine, Remedy remedy) {}

  /** What one configuration lost. */
  private record Loss(ConfigurationId configuration, List<Server> servers) {
    Loss {
      servers = List.copyOf(servers);
    }

    List<MachineRow> with(Remedy remedy) {
      return servers.stream().filter(s -> s.remedy() == remedy).map(Server::machine).toList();
    }
  }

  private List<Loss> losses(NodeName node) {
    return store.losses().standing(node).stream()
        .collect(
            groupingBy(
                MachineRow::configurationId,
                () -> new TreeMap<>(Comparator.comparing(ConfigurationId::value)),
                toList()))
        .entrySet()
        .stream()
        .map(entry -> loss(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Loss loss(ConfigurationId configuration, List<MachineRow> machines) {
    Optional<ConfigurationDocument> document =
        store.replacements().serving(configuration).document();
    return new Loss(
        configuration,
        machines.stream().map(machine -> new Server(machine, remedy(document, machine))).toList());
  }

  /** Who is suspended is wanted as it is, and not built anew to serve. */
  private static Remedy remedy(Optional<ConfigurationDocument> document, MachineRow machine) {
    Optional<Component> component = document.flatMap(d -> d.component(machine.componentName()));
    return machine.suspended() || component.isEmpty()
        ? Remedy.AWAIT_NODE
        : Remedy.of(component.get(), document.get().replaceOnFailure());
  }

  @Override
  public String orderRebuilding(GridWorkId work) {
    GridWorkRow row = row(work);
    NodeName node = new NodeName(row.subject());
    boolean proved = store.losses().isProved(node);
    String room = store.losses().room();
    // Read before what stands there, so that what the last one built is not taken for lost.
    Map<ConfigurationId, Optional<OperationRow>> last = lastRecoveries(node);
    List<Loss> losses = losses(node);
    int rebuilding = 0;
    List<String> waiting = new ArrayList<>();
    for (Loss loss : losses) {
      List<MachineRow> due = new ArrayList<>(loss.with(Remedy.REBUILD));
      List<MachineRow> proof = loss.with(Remedy.REBUILD_WITH_PROOF);
      if (proved) {
        due.addAll(proof);
      }
      tell(work, loss);
      Optional<OperationRow> before = last.getOrDefault(loss.configuration(), Optional.empty());
      if (!due.isEmpty() && ordered(row, node, loss.configuration(), due, room, before)) {
        rebuilding += due.size();
      }
      if (!proved && !proof.isEmpty()) {
        waiting.add(loss.configuration().value());
      }
    }
    if (!waiting.isEmpty() && isLongLost(row)) {
      askForProof(work, node, waiting);
    }
    int rest = losses.stream().mapToInt(loss -> loss.servers().size()).sum() - rebuilding;
    return "%s is lost, %s; %d servers are being built elsewhere, %d wait for it%s."
        .formatted(
            node.value(),
            proved ? "proved to run nothing" : "without proof that it runs nothing",
            rebuilding,
            rest,
            waiting.isEmpty() ? "" : ", balancers among them for the proof");
  }

  private Map<ConfigurationId, Optional<OperationRow>> lastRecoveries(NodeName node) {
    return store.losses().standing(node).stream()
        .map(MachineRow::configurationId)
        .distinct()
        .collect(toMap(identity(), id -> store.operations().last(id, OperationKind.RECOVER)));
  }

  /** Whether it is being built elsewhere; false where there was no room, and there is no more. */
  private boolean ordered(
      GridWorkRow work,
      NodeName node,
      ConfigurationId configuration,
      List<MachineRow> due,
      String room,
      Optional<OperationRow> last) {
    if (last.filter(operation -> !operation.state().ended()).isPresent()) {
      return true;
    }
    Optional<OperationRow> failed =
        last.filter(operation -> failedFor(operation, work, node)).filter(o -> !isDue(o, room));
    if (failed.isPresent()) {
      tell(work.id(), configuration, due, failed.get());
      return false;
    }
    var order =
        new RecoverOrder(node, work.number(), due.stream().map(MachineRow::part).toList(), room);
    submit(work, configuration, due, order, last.map(OperationRow::number).orElse(0));
    return true;
  }

  private static boolean failedFor(OperationRow operation, GridWorkRow work, NodeName node) {
    RecoverOrder order = RecoverOrder.of(operation.payload().orElseThrow());
    return operation.state() == OperationState.FAILED
        && order.node().equals(node)
        && order.recovery() == work.number();
  }

  /** What found no room is tried again when there is another; what broke, after a while. */
  private boolean isDue(OperationRow failed, String room) {
    return lackedRoom(failed)
        ? !RecoverOrder.of(failed.payload().orElseThrow()).room().equals(room)
        : failed.endedAt().orElseThrow().plus(PATIENCE).isBefore(realTime.instant());
  }

  private static boolean lackedRoom(OperationRow failed) {
    return failed.error().filter(problem -> problem.name().equals("no-capacity")).isPresent();
  }

  private void tell(
      GridWorkId work, ConfigurationId configuration, List<MachineRow> due, OperationRow failed) {
    boolean room = lackedRoom(failed);
    String why =
        room
            ? "there is no room. It is tried again whenever room comes free"
            : "%s It is tried again"
                .formatted(failed.error().map(Problem::detail).orElse("it was stopped."));
    store
        .notices()
        .tell(
            failed.accountId(),
            configuration,
            room ? NoticeKind.NO_ROOM : NoticeKind.NOT_REBUILT,
            "%s/%s/%s"
                .formatted(room ? "no-room" : "not-rebuilt", work.value(), configuration.value()),
            "Not built anew yet: %s, since %s, and is started where it stood when its host is back."
                .formatted(names(due), why));
  }

  private void submit(
      GridWorkRow work,
      ConfigurationId configuration,
      List<MachineRow> due,
      RecoverOrder order,
      int after) {
    // A zombie of this attempt must not order it twice: the operation before it is its key.
    var once = IdempotentRequest.ofWork("RECOVER", work.id(), configuration.value() + "/" + after);
    try {
      store
          .acceptance()
          .submit(
              new Submission(
                  due.get(0).accountId(),
                  configuration,
                  OperationKind.RECOVER,
                  Optional.empty(),
                  Optional.of(order.payload()),
                  Optional.of(once)));
      nudge(configuration);
    } catch (Refusal deleted) {
      LOG.info("{} is not recovered: {}", configuration.value(), deleted.problem().detail());
    }
  }

  private static void nudge(ConfigurationId configuration) {
    Courier.deliver(new Nudges(Activity.getExecutionContext().getWorkflowClient()), configuration);
  }

  private void tell(GridWorkId work, Loss loss) {
    List<String> sentences = new ArrayList<>();
    sentence(loss, Remedy.REBUILD, "Built anew on another one: %s.").ifPresent(sentences::add);
    sentence(
            loss,
            Remedy.REBUILD_WITH_PROOF,
            "Built anew once it is proved that the host is off: %s.")
        .ifPresent(sentences::add);
    sentence(loss, Remedy.AWAIT_NODE, "Started when the host is back: %s.")
        .ifPresent(sentences::add);
    store
        .notices()
        .tell(
            loss.servers().get(0).machine().accountId(),
            loss.configuration(),
            NoticeKind.SERVERS_LOST,
            "lost/%s/%s".formatted(work.value(), loss.configuration().value()),
            "A host failed. " + String.join(" ", sentences));
  }

  private static Optional<String> sentence(Loss loss, Remedy remedy, String words) {
    List<MachineRow> machines = loss.with(remedy);
    return machines.isEmpty() ? Optional.empty() : Optional.of(words.formatted(names(machines)));
  }

  private static String names(List<MachineRow> machines) {
    return machines.stream().map(MachineRow::componentName).distinct().collect(joining(", "));
  }

  /** Whether the fences had their time; the cluster's own needs two minutes (PVE-D42). */
  private boolean isLongLost(GridWorkRow work) {
    return work.requestedAt()
        .plus(settings.recoverAfter().multipliedBy(FENCES_TAKE))
        .isBefore(realTime.instant());
  }

  private void askForProof(GridWorkId work, NodeName node, List<String> configurations) {
    store
        .notices()
        .tellOperators(
            NoticeKind.PROOF_WANTED,
            "proof/" + work.value(),
            ("Balancers of %d configurations stood on %s, and nothing proves that it is off. See"
                    + " that it is, then POST /grid/nodes/%s/fenced with your evidence.")
                .formatted(configurations.size(), node.value(), node.value()));
  }

  @Override
  public void orderStart(GridWorkId work, List<MachineId> off) {
    NodeRow node = store.nodes().find(new NodeName(row(work).subject())).orElseThrow();
    off.stream()
        .flatMap(id -> store.machines().find(id).stream())
        .filter(machine -> !machine.suspended())
        .collect(groupingBy(MachineRow::configurationId))
        .forEach((configuration, machines) -> start(work, node, configuration, machines));
  }

  /** Once for each time that the node came back: it may be lost again before its recovery ends. */
  private void start(
      GridWorkId work, NodeRow node, ConfigurationId configuration, List<MachineRow> machines) {
    var once =
        IdempotentRequest.ofWork("START", work, configuration.value() + "/" + node.stateSince());
    try {
      store
          .acceptance()
          .power(
              new PowerOrder(
                  machines.get(0).accountId(),
                  configuration,
                  Optional.empty(),
                  PowerAction.START,
                  Optional.of(machines.stream().map(MachineRow::componentName).distinct().toList()),
                  Optional.of(once)));
      nudge(configuration);
    } catch (Refusal gone) {
      LOG.info("{} is not started: {}", configuration.value(), gone.problem().detail());
    }
  }

  @Override
  public boolean endRecovery(GridWorkId work, String words) {
    return store.losses().end(work, words);
  }

  private GridWorkRow row(GridWorkId work) {
    return store
        .gridWorks()
        .find(work)
        .orElseThrow(
            () -> new IllegalStateException("work " + work.value() + " is not in the ledger"));
  }
}
