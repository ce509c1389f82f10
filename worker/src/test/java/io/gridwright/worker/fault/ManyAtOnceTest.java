package io.gridwright.worker.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.operation.OperationState;
import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.Reason;
import io.gridwright.emulator.EmulatorConfiguration.NodeResources;
import io.gridwright.store.Refusal;
import io.gridwright.store.account.IdempotentRequest;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.ProvisionOrder;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.testing.AtOnce;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.EngineUnderTest;
import io.gridwright.worker.testing.Order;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many orders at one moment on a grid that carries some of them. */
class ManyAtOnceTest {
  private static final int ORDERS = 50;
  private static final int NODES = 3;
  private static final long NODE_MIB = 6_144;
  private static final long ORDER_MIB = 1_024;

  /** Room for six orders on each node, as far as memory goes; all else is plenty. */
  private static final NodeResources SMALL = new NodeResources(64, NODE_MIB, 4_000, 10_000);

  private static EngineUnderTest engine;

  @BeforeAll
  static void start() {
    engine = EngineUnderTest.start(EngineUnderTest.setup().withNodes(NODES).withNodesOf(SMALL));
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void carriesAsManyOrdersAsFitAndRefusesTheOthersWithReasons() {
    var ordered = atOnce(ORDERS, i -> () -> engine.order(Documents.web("w", ORDER_MIB, 10)));
    var ended = ordered.stream().map(engine::awaitEnd).toList();

    var carried = ended.stream().filter(row -> row.state() == OperationState.SUCCEEDED).toList();
    assertThat(carried).hasSize(NODES * (int) (NODE_MIB / ORDER_MIB));
    assertThat(ended)
        .filteredOn(row -> !carried.contains(row))
        .hasSize(ORDERS - carried.size())
        .allSatisfy(ManyAtOnceTest::isRefusedForWantOfRoom);
    engine.assertLedgerEqualsGrid();

    ordered.stream()
        .filter(order -> carried.stream().anyMatch(row -> row.id().equals(order.operation())))
        .forEach(order -> engine.awaitEnd(engine.delete(order)));
    assertThat(engine.store().nodes().list())
        .allSatisfy(node -> assertThat(node.node().allocated()).isEqualTo(Capacity.NONE));
    engine.assertLedgerEqualsGrid();
  }

  private static void isRefusedForWantOfRoom(OperationRow row) {
    assertThat(row.state()).isEqualTo(OperationState.FAILED);
    assertThat(row.error()).map(Problem::name).contains("no-capacity");
    var nodes = new HashMap<String, Integer>();
    for (Reason reason : row.error().orElseThrow().reasons()) {
      nodes.merge(reason.component(), reason.nodes(), Integer::sum);
    }
    assertThat(nodes).containsExactlyEntriesOf(java.util.Map.of("web", NODES));
  }

  @Test
  void hasOneEffectOfTwentyRequestsWithOneKey() {
    var customer = engine.customer();
    var accepted =
        atOnce(
            20,
            i ->
                () ->
                    engine
                        .store()
                        .acceptance()
                        .provision(
                            new ProvisionOrder(
                                customer.account(),
                                customer.user(),
                                Documents.web("once", 256, 5),
                                Optional.of(request(customer)))));

    assertThat(accepted).extracting(one -> one.operation().id()).containsOnly(id(accepted.get(0)));
    assertThat(accepted).filteredOn(one -> !one.replayed()).hasSize(1);
    var order = new Order(customer, accepted.get(0).configuration().id(), id(accepted.get(0)));
    engine.awaitEnd(engine.sent(order), OperationState.SUCCEEDED);
    assertThat(engine.machines(order.configuration())).hasSize(1);
    assertThat(customer.holds().memoryMib()).isEqualTo(256);
    engine.deleted(order);
    engine.assertLedgerEqualsGrid();
  }

  private static io.gridwright.domain.operation.OperationId id(AcceptedOrder accepted) {
    return accepted.operation().id();
  }

  private static IdempotentRequest request(Customer customer) {
    return new IdempotentRequest(
        customer.user().value(), "POST", "/api/v1/configurations", "key-1", "{}".getBytes(UTF_8));
  }

  /** The ceiling of {@code memory-100} is 5 GiB. */
  @Test
  void acceptsExactlyOneOfTwoOrdersThatTogetherPassTheCeiling() {
    var customer = Customer.with(engine.store(), "memory-100");
    for (int round = 1; round <= 8; round++) {
      var name = "r" + round + "-";
      var outcomes =
          AtOnce.run(2, i -> () -> engine.accepted(customer, Documents.web(name + i, 3_072, 10)));

      assertThat(AtOnce.failures(outcomes))
          .singleElement()
          .isInstanceOfSatisfying(
              Refusal.class,
              refusal -> assertThat(refusal.problem().name()).isEqualTo("over-allotment"));
      var order = AtOnce.values(outcomes).get(0);
      engine.cancel(order);
      engine.awaitEnd(order, OperationState.CANCELLED);
      assertThat(customer.holds().memoryMib()).isZero();
    }
    engine.assertLedgerEqualsGrid();
  }

  private static <T> List<T> atOnce(int threads, IntFunction<Callable<T>> task) {
    var outcomes = AtOnce.run(threads, task);
    assertThat(AtOnce.failures(outcomes)).isEmpty();
    return AtOnce.values(outcomes);
  }
}
