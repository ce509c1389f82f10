package io.gridwright.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.request.logging.ExternalRequestLogFactory;
import io.gridwright.api.access.Passwords;
import io.gridwright.api.access.TokenHash;
import io.gridwright.api.account.OperatorBootstrap;
import io.gridwright.api.configuration.PreviewDesk;
import io.gridwright.api.grid.GridScheduler;
import io.gridwright.api.json.ApiMapper;
import io.gridwright.domain.account.UserId;
import io.gridwright.domain.placement.Move;
import io.gridwright.engine.EngineUnavailable;
import io.gridwright.engine.configuration.Courier;
import io.gridwright.engine.configuration.Nudges;
import io.gridwright.engine.configuration.Pausing;
import io.gridwright.engine.configuration.Previews;
import io.gridwright.engine.configuration.Submission;
import io.gridwright.engine.grid.GridForecasts;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.StoreDatabase;
import io.gridwright.store.grid.GridRanges;
import io.gridwright.store.testing.Customer;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.workflows.grid.GridCapacity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The API as it runs, on free loopback ports, over a real database; one for all test classes, each
 * test makes its own accounts. The workflow engine is away, which ordering must not mind.
 */
final class ApiUnderTest implements BeforeAllCallback {
  static final int STREAMS_PER_ACCOUNT = 4;
  static final String OPERATOR = "operator";
  static final String OPERATOR_PASSWORD = "correct horse battery staple";

  private static final AtomicInteger LOGINS = new AtomicInteger();
  private static Running running;

  /** Everything that runs, closed when the last test class has ended. */
  private static final class Running implements AutoCloseable {
    private final LedgerDatabase ledger = new LedgerDatabase();
    private final TemporalConnection away =
        TemporalConnection.open(TemporalSettings.plain("127.0.0.1:1"));
    private final Courier courier = new Courier(new Nudges(away.client()));
    private final Previews previews = new Previews(away.client());
    private final AtomicReference<PreviewDesk.Scheduler> scheduler =
        new AtomicReference<>(previews::preview);
    private final GridForecasts forecasts = new GridForecasts(away.client());
    private final AtomicReference<GridScheduler> gridScheduler =
        new AtomicReference<>(GridScheduler.of(forecasts));
    private final ExtensionContext context;
    private final Store store;
    private final ApiServer server;

    Running(ExtensionContext context) {
      this.context = context;
      ledger.beforeAll(context);
      store = ledger.storeWith(ledger.businessTime(), Clock.systemUTC());
      new OperatorBootstrap(store.users(), new Passwords(1)).ensure(OPERATOR, OPERATOR_PASSWORD);
      server = start(ledger.database());
    }

    private ApiServer start(StoreDatabase database) {
      Store over =
          Store.over(
              database.jdbi(),
              IdSource.ulids(),
              GridRanges.DEFAULT,
              ledger.businessTime(),
              Clock.systemUTC());
      return ApiServer.start(
          configuration(),
          new ApiParts(
              database,
              over,
              IdSource.ulids(),
              new Submission(over.acceptance(), courier),
              new Pausing(over.trafficAcceptance(), courier),
              (account, standing, document) -> scheduler.get().preview(account, standing, document),
              new GridScheduler() {
                @Override
                public GridCapacity capacity() throws EngineUnavailable {
                  return gridScheduler.get().capacity();
                }

                @Override
                public List<Move> rebalance(int maximumMoves) throws EngineUnavailable {
                  return gridScheduler.get().rebalance(maximumMoves);
                }
              },
              over.ledgerGateway(),
              () -> false,
              Optional.of("http://127.0.0.1:8233/namespaces/default/workflows"),
              Clock.systemUTC()));
    }

    /** Streams are looked after more often, and fewer are allowed, than in earnest. */
    private static ApiConfiguration configuration() {
      String streams =
          "{\"streams\":{\"perAccount\":%d,\"poll\":\"PT0.05S\",\"heartbeat\":\"PT0.5S\"}}"
              .formatted(STREAMS_PER_ACCOUNT);
      ApiConfiguration configuration = ApiConfiguration.onLoopback(0, 0);
      ((DefaultServerFactory) configuration.getServerFactory())
          .setRequestLogFactory(new ExternalRequestLogFactory());
      try {
        return ApiMapper.create().readerForUpdating(configuration).readValue(streams);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the configuration cannot be read", e);
      }
    }

    @Override
    public void close() {
      server.close();
      courier.close();
      previews.close();
      forecasts.close();
      away.close();
      ledger.afterAll(context);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .getOrComputeIfAbsent(
                Running.class, ignored -> new Running(context.getRoot()), Running.class);
  }

  Store store() {
    return running.store;
  }

  Jdbi jdbi() {
    return running.ledger.jdbi();
  }

  int port() {
    return running.server.port();
  }

  Http admin() {
    return adminOf(running.server);
  }

  Http adminOf(ApiServer server) {
    return new Http("http://127.0.0.1:" + server.adminPort(), Optional.empty());
  }

  /** A second process over the same database; the test closes it. */
  ApiServer another() {
    return running.start(running.ledger.database());
  }

  /** A second process that reaches the database its own way; the test closes it. */
  ApiServer another(StoreDatabase database) {
    return running.start(database);
  }

  String databaseUrl() {
    return running.ledger.url();
  }

  /** Nobody in particular. */
  Http anybody() {
    return new Http("http://127.0.0.1:" + port(), Optional.empty());
  }

  Http operator() {
    return logOn(store().users().byLogin(OPERATOR).orElseThrow().id());
  }

  /** The owner of a new account with the largest plan. */
  Http newOwner() {
    return newClient("memory-2500").http();
  }

  /** A new account with these plans, as the ledger and as its owner sees it. */
  Client newClient(String... plans) {
    Customer customer = Customer.with(store(), plans);
    return new Client(customer, logOn(customer.user()));
  }

  /** A session without the work of a password. */
  Http logOn(UserId user) {
    String token = "token-" + IdSource.ulids().next();
    store()
        .users()
        .openSession(user, TokenHash.of(token).value(), Instant.now().plus(Duration.ofHours(1)));
    return anybody().as(token);
  }

  /** An account and its owner, logged on. */
  record Client(Customer customer, Http http) {}

  /** States of the payments made with a card. */
  List<String> payments(String card) {
    return jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT state FROM payment WHERE method = :card ORDER BY id")
                    .bind("card", card)
                    .mapTo(String.class)
                    .list());
  }

  /** How many sessions a user has. */
  int sessions(UserId user) {
    return jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM session WHERE user_id = :user")
                    .bind("user", user)
                    .mapTo(Integer.class)
                    .one());
  }

  /** Every column of the ledger, as table.column, where a text stands in some row. */
  List<String> columnsHolding(String text) {
    return jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT table_name, column_name FROM information_schema.columns
                        WHERE table_schema = DATABASE() AND character_maximum_length > 20
                        """)
                    .map(
                        row ->
                            row.getColumn(1, String.class) + "." + row.getColumn(2, String.class))
                    .stream()
                    .filter(column -> holds(handle, column, text))
                    .toList());
  }

  private static boolean holds(Handle handle, String column, String text) {
    String[] names = column.split("\\.");
    return handle
            .createQuery(
                "SELECT COUNT(*) FROM `%s` WHERE INSTR(`%s`, :text) > 0"
                    .formatted(names[0], names[1]))
            .bind("text", text)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  static String newLogin() {
    return "user-" + LOGINS.incrementAndGet();
  }

  /** Lets what operators ask of the grid be answered so. */
  void schedulesGrid(GridScheduler scheduler) {
    running.gridScheduler.set(scheduler);
  }

  /** Lets it be asked of an engine that is away. */
  void schedulesGridAsUsual() {
    running.gridScheduler.set(GridScheduler.of(running.forecasts));
  }

  /** Lets previews answer so until the returned handle is closed. */
  AutoCloseable answering(PreviewDesk.Scheduler scheduler) {
    PreviewDesk.Scheduler before = running.scheduler.getAndSet(scheduler);
    return () -> running.scheduler.set(before);
  }
}
