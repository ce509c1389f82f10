package io.gridwright.api.configuration;

import static java.util.stream.Collectors.toMap;

import io.gridwright.api.operation.OperationForm;
import io.gridwright.api.problem.RefusedException;
import io.gridwright.api.request.Page;
import io.gridwright.api.request.PageRequest;
import io.gridwright.api.request.Versions;
import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.power.Exposure;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.ComponentRow;
import io.gridwright.store.configuration.ConfigurationRow;
import io.gridwright.store.configuration.Configurations;
import io.gridwright.store.operation.OperationLedger;
import io.gridwright.store.operation.OperationRow;
import io.gridwright.store.operation.QueuedOperation;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts a configuration together for reading, out of what the ledger has of it. */
public final class ConfigurationViews {
  private final Configurations configurations;
  private final OperationLedger operations;
  private final AddressViews addresses;
  private final Losses losses;

  public ConfigurationViews(
      Configurations configurations,
      OperationLedger operations,
      AddressViews addresses,
      Losses losses) {
    this.configurations = configurations;
    this.operations = operations;
    this.addresses = addresses;
    this.losses = losses;
  }

  /** One of the account's, a deleted one too, or 404. */
  ConfigurationForm one(AccountId account, ConfigurationId id) {
    // Read before the state, so that nothing pending and a state of before are never seen together.
    Optional<OperationId> pending = pending(id);
    return configurations
        .find(account, id)
        .map(row -> form(row, pending))
        .orElseThrow(() -> RefusedException.notFound("configuration"));
  }

  /** The row of one of the account's, a deleted one too, or 404. */
  ConfigurationRow row(AccountId account, ConfigurationId id) {
    return configurations
        .find(account, id)
        .orElseThrow(() -> RefusedException.notFound("configuration"));
  }

  /** A row as it is read back. */
  ConfigurationForm formOf(ConfigurationRow row) {
    return form(row);
  }

  Page<ConfigurationForm> page(AccountId account, PageRequest asked) {
    return Page.of(
        configurations.page(account, asked.after(ConfigurationId::new), asked.rows()),
        asked,
        row -> row.id().value(),
        this::form);
  }

  /** What is answered to whatever was accepted of a configuration: where its operation is. */
  Response answer(AcceptedOrder order) {
    return Response.accepted(accepted(order.operation(), order.configuration()))
        .header("Location", "/api/v1/operations/" + order.operation().id().value())
        .tag(Versions.tag(order.configuration().version()))
        .build();
  }

  AcceptedForm accepted(OperationRow operation) {
    return accepted(
        operation,
        configurations.find(operation.accountId(), operation.configurationId()).orElseThrow());
  }

  private AcceptedForm accepted(OperationRow operation, ConfigurationRow configuration) {
    return new AcceptedForm(
        OperationForm.from(operation, operations.steps(operation.id())), form(configuration));
  }

  private ConfigurationForm form(ConfigurationRow row) {
    return form(row, pending(row.id()));
  }

  private ConfigurationForm form(ConfigurationRow row, Optional<OperationId> pending) {
    Map<ComponentId, ComponentRow> rows =
        configurations.components(row.id()).stream()
            .collect(toMap(ComponentRow::id, Function.identity()));
    AddressViews.OfConfiguration held = addresses.of(row.id());
    LoadBalancerForm.Held paused =
        LoadBalancerForm.Held.of(addresses.pauses(row.id()), row.document());
    Exposure exposure = new Exposure(row.document());
    Losses.OfConfiguration lost = losses.of(row.id());
    List<ComponentForm> components =
        row.document().components().stream()
            .filter(ordered -> rows.containsKey(identity(ordered)))
            .map(
                ordered -> {
                  ComponentRow known = rows.get(identity(ordered));
                  ComponentState state = lost.stateOf(known, held.machines().values());
                  return ComponentForm.from(
                      ordered, known, state, held.of(ordered), paused, exposure);
                })
            .toList();
    return ConfigurationForm.from(row, lost.stateOf(row), pending, components);
  }

  /** Acceptance gives every component of a document its id. */
  private static ComponentId identity(Component ordered) {
    return ordered.id().orElseThrow();
  }

  private Optional<OperationId> pending(ConfigurationId id) {
    return operations.next(id).map(QueuedOperation::id);
  }
}
