package io.gridwright.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.api.access.Callers;
import io.gridwright.api.access.Passwords;
import io.gridwright.api.access.Tokens;
import io.gridwright.api.account.AccountResource;
import io.gridwright.api.account.LogOn;
import io.gridwright.api.account.SessionDesk;
import io.gridwright.api.account.SessionsResource;
import io.gridwright.api.account.SignUpDesk;
import io.gridwright.api.catalogue.CatalogueResource;
import io.gridwright.api.configuration.AddressViews;
import io.gridwright.api.configuration.CancelResource;
import io.gridwright.api.configuration.Cancellation;
import io.gridwright.api.configuration.ConfigurationOrders;
import io.gridwright.api.configuration.ConfigurationViews;
import io.gridwright.api.configuration.ConfigurationsResource;
import io.gridwright.api.configuration.Losses;
import io.gridwright.api.configuration.PauseResource;
import io.gridwright.api.configuration.PowerResource;
import io.gridwright.api.configuration.PreviewDesk;
import io.gridwright.api.event.EventsResource;
import io.gridwright.api.event.StreamPlaces;
import io.gridwright.api.grid.AccountRiskResource;
import io.gridwright.api.grid.BalanceResource;
import io.gridwright.api.grid.CapacityResource;
import io.gridwright.api.grid.GridResource;
import io.gridwright.api.grid.NodeResource;
import io.gridwright.api.grid.NodeViews;
import io.gridwright.api.grid.PolicyResource;
import io.gridwright.api.operation.ConfigurationOperationsResource;
import io.gridwright.api.operation.OperationViews;
import io.gridwright.api.operation.OperationsResource;
import io.gridwright.api.request.RepeatGuard;
import io.gridwright.api.request.Repeats;
import io.gridwright.store.Store;
import io.gridwright.store.account.Idempotency;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/**
 * Every resource there is, wired.
 *
 * @param callers who holds which token
 * @param instances what Jersey serves
 */
public record ApiResources(Callers callers, List<Object> instances) {
  /** What is documented and checked for its permissions. */
  public static final Set<Class<?>> CLASSES =
      Set.of(
          AccountResource.class,
          SessionsResource.class,
          CatalogueResource.class,
          ConfigurationsResource.class,
          PauseResource.class,
          PowerResource.class,
          CancelResource.class,
          OperationsResource.class,
          ConfigurationOperationsResource.class,
          EventsResource.class,
          GridResource.class,
          NodeResource.class,
          BalanceResource.class,
          CapacityResource.class,
          PolicyResource.class,
          AccountRiskResource.class);

  static ApiResources over(
      ApiParts parts, ApiConfiguration configuration, StreamPlaces streams, ObjectMapper mapper) {
    Store store = parts.store();
    Passwords passwords = new Passwords(Runtime.getRuntime().availableProcessors());
    RepeatGuard guard = new RepeatGuard(mapper, passwords::condensed);
    Repeats repeats = new Repeats(store.transactions(), new Idempotency(parts.realTime()));
    SessionDesk sessions =
        new SessionDesk(
            store.users(),
            new Tokens(new SecureRandom()),
            configuration.sessions().lifetime(),
            parts.realTime());
    SignUpDesk signUps =
        new SignUpDesk(
            store.accounts(), store.users(), parts.payments(), passwords, parts.ids(), repeats);
    Losses losses = new Losses(store.losses());
    ConfigurationViews configurations =
        new ConfigurationViews(
            store.configurations(),
            store.operations(),
            new AddressViews(store.traffic(), store.machines()),
            losses);
    OperationViews operations =
        new OperationViews(store.operations(), store.configurations(), parts.workflows());
    NodeViews nodes = new NodeViews(store.nodes(), store.gridWorks(), store.losses());
    return new ApiResources(
        sessions,
        List.of(
            new AccountResource(store.accounts(), store.plans(), signUps, sessions, guard),
            new SessionsResource(
                new LogOn(store.users(), passwords, parts.realTime()),
                sessions,
                store.configurations(),
                losses,
                guard,
                repeats),
            new CatalogueResource(store.plans(), store.images()),
            configurations(parts, configurations, guard, repeats, mapper),
            new PauseResource(parts.pausing(), configurations, guard),
            new PowerResource(parts.submission(), configurations, guard),
            cancel(parts, configurations, guard, repeats),
            new OperationsResource(operations),
            new ConfigurationOperationsResource(operations),
            new EventsResource(
                store.configurations(),
                store.events(),
                sessions,
                streams,
                parts.realTime(),
                mapper),
            new GridResource(nodes, store.machines(), store.orphans(), store.notices()),
            new NodeResource(
                store.nodes(), nodes, store.gridWorks(), store.losses(), store.accounts(), guard),
            new BalanceResource(parts.gridScheduler(), store.gridWorks(), guard, repeats),
            new CapacityResource(parts.gridScheduler()),
            new PolicyResource(store.policy()),
            new AccountRiskResource(store.accounts())));
  }

  private static ConfigurationsResource configurations(
      ApiParts parts,
      ConfigurationViews views,
      RepeatGuard guard,
      Repeats repeats,
      ObjectMapper mapper) {
    Store store = parts.store();
    return new ConfigurationsResource(
        new ConfigurationOrders(store.images(), store.plans(), parts.submission()),
        views,
        new PreviewDesk(
            store.accounts(), store.plans(), store.acceptance(), parts.scheduler(), repeats),
        guard,
        mapper);
  }

  private static CancelResource cancel(
      ApiParts parts, ConfigurationViews views, RepeatGuard guard, Repeats repeats) {
    return new CancelResource(
        new Cancellation(parts.submission(), parts.store().operations(), repeats), views, guard);
  }
}
