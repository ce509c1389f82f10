package io.gridwright.api;

import io.gridwright.api.access.Passwords;
import io.gridwright.api.account.OperatorBootstrap;
import io.gridwright.api.configuration.PreviewDesk;
import io.gridwright.engine.configuration.Courier;
import io.gridwright.engine.configuration.Nudges;
import io.gridwright.engine.configuration.Previews;
import io.gridwright.engine.configuration.Submission;
import io.gridwright.engine.temporal.TemporalConnection;
import io.gridwright.engine.temporal.TemporalSettings;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.testing.LedgerDatabase;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The API as it runs, on free loopback ports, over a real database; one for all test classes, each
 * test makes its own accounts. The workflow engine is away, which ordering must not mind.
 */
final class ApiUnderTest implements BeforeAllCallback {
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
    private final ExtensionContext context;
    private final Store store;
    private final ApiServer server;

    Running(ExtensionContext context) {
      this.context = context;
      ledger.beforeAll(context);
      store = ledger.storeWith(ledger.businessTime(), Clock.systemUTC());
      new OperatorBootstrap(store.users(), new Passwords(1)).ensure(OPERATOR, OPERATOR_PASSWORD);
      server =
          ApiServer.start(
              ApiConfiguration.onLoopback(0, 0),
              new ApiParts(
                  ledger.database(),
                  store,
                  IdSource.ulids(),
                  new Submission(store.acceptance(), courier),
                  (account, document) -> scheduler.get().preview(account, document),
                  store.ledgerGateway(),
                  () -> false,
                  Optional.of("http://127.0.0.1:8233"),
                  Clock.systemUTC()));
    }

    @Override
    public void close() {
      server.close();
      courier.close();
      previews.close();
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

  int port() {
    return running.server.port();
  }

  Http admin() {
    return new Http("http://127.0.0.1:" + running.server.adminPort(), Optional.empty());
  }

  /** Nobody in particular. */
  Http anybody() {
    return new Http("http://127.0.0.1:" + port(), Optional.empty());
  }

  Http operator() {
    String body = "{\"login\":\"%s\",\"password\":\"%s\"}".formatted(OPERATOR, OPERATOR_PASSWORD);
    return anybody().as(anybody().post("/api/v1/sessions", body).text("/token"));
  }

  /** The owner of a new account with the largest plans. */
  Http newOwner() {
    return newOwner("\"memory-2500\",\"transfer-100\"");
  }

  Http newOwner(String plans) {
    Http.Answer signedUp =
        anybody().post("/api/v1/accounts", Bodies.signUp(newLogin(), "pm_card_visa", plans));
    return anybody().as(signedUp.text("/token"));
  }

  static String newLogin() {
    return "user-" + LOGINS.incrementAndGet();
  }

  /** Lets previews answer so until the returned handle is closed. */
  AutoCloseable answering(PreviewDesk.Scheduler scheduler) {
    PreviewDesk.Scheduler before = running.scheduler.getAndSet(scheduler);
    return () -> running.scheduler.set(before);
  }
}
