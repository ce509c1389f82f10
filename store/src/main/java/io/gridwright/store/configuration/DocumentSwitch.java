package io.gridwright.store.configuration;

import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.BalancedPorts;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.DocumentQuota;
import io.gridwright.domain.configuration.change.ChangeLimits;
import io.gridwright.domain.configuration.change.DocumentChange;
import io.gridwright.domain.configuration.change.How;
import io.gridwright.domain.configuration.change.Interruption;
import io.gridwright.domain.configuration.power.WantedPower;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.IdSource;
import io.gridwright.store.Refusal;
import io.gridwright.store.account.AccountRepository;
import io.gridwright.store.operation.OutcomeRepository;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * From the document that a configuration was last asked for to the next one, inside the transaction
 * of its acceptance: who is who, what cannot be, what it holds more, which rows it needs.
 */
final class DocumentSwitch {
  private final IdSource ids;
  private final InstantSource realTime;

  DocumentSwitch(IdSource ids, InstantSource realTime) {
    this.ids = ids;
    this.realTime = realTime;
  }

  /**
   * The desired document with the id of every component: those that it had, by id or else by name;
   * new ones for the rest. Also what an earlier change removes is known again by its name until it
   * is gone, so that asking for it again keeps it.
   */
  ConfigurationDocument identified(
      ConfigurationDocument desired, ConfigurationDocument before, List<ComponentRow> rows) {
    Map<String, ComponentId> known = new HashMap<>();
    rows.stream()
        .filter(row -> row.deletedAt().isEmpty())
        .forEach(row -> known.put(row.name(), row.id()));
    before.components().forEach(c -> known.put(c.name(), c.id().orElseThrow()));
    Set<ComponentId> taken =
        desired.components().stream()
            .flatMap(c -> c.id().stream())
            .collect(Collectors.toCollection(HashSet::new));
    return desired.withComponents(
        desired.components().stream()
            .map(
                c ->
                    c.id().isPresent()
                        ? c
                        : c.identified(
                            Optional.ofNullable(known.get(c.name()))
                                .filter(taken::add)
                                .orElseGet(() -> new ComponentId(ids.next()))))
            .toList());
  }

  /**
   * Refuses what no operation of this configuration could bring about.
   *
   * @param before the document that it would be changed from; empty where nothing stands
   * @param rows of the configuration's components
   */
  void requirePossible(
      Optional<ConfigurationDocument> before,
      ConfigurationDocument desired,
      List<ComponentRow> rows,
      boolean allowInterruption) {
    List<FieldError> twice = BalancedPorts.conflicts(desired);
    if (!twice.isEmpty()) {
      throw new Refusal(Problem.of("conflict", twice.get(0).message()).withErrors(twice));
    }
    DocumentChange change = DocumentChange.of(before, desired);
    List<FieldError> faults =
        Stream.concat(
                change.faults().stream(),
                before.stream().flatMap(b -> ChangeLimits.of(change, b, desired).stream()))
            .toList();
    if (change.interruption() == Interruption.RESTART && !allowInterruption && faults.isEmpty()) {
      throw Refusal.of("interruption-not-allowed", interrupted(change));
    }
    if (!faults.isEmpty()) {
      throw new Refusal(
          Problem.of("validation", "The configuration cannot be changed like that.")
              .withErrors(faults));
    }
    if (before.isPresent()) {
      requireOn(change, rows);
    }
  }

  /** Refuses to change what its customer wants to be off: it could neither be told nor tried. */
  private static void requireOn(DocumentChange change, List<ComponentRow> rows) {
    Set<ComponentId> touched =
        change.components().stream()
            .filter(c -> c.how() == How.LIVE || c.how() == How.SWAP)
            .flatMap(c -> c.id().stream())
            .collect(Collectors.toSet());
    rows.stream()
        .filter(row -> touched.contains(row.id()) && row.wantedPower() != WantedPower.RUNNING)
        .findFirst()
        .ifPresent(
            row -> {
              throw Refusal.of(
                  "conflict",
                  "%s is %s, and the change concerns it; start it first."
                      .formatted(row.name(), row.wantedPower()));
            });
  }

  private static String interrupted(DocumentChange change) {
    String servers =
        change.components().stream()
            .filter(c -> c.interruption() == Interruption.RESTART)
            .map(c -> "%s (%s)".formatted(c.component(), String.join("; ", c.why())))
            .collect(Collectors.joining(", "));
    return "%s would be away while changed. Send \"allowInterruption\": true to permit it."
        .formatted(servers);
  }

  /** Writes what is asked for now, with its rows, and holds what it takes more. */
  void write(Handle handle, ConfigurationRow row, ConfigurationDocument desired) {
    HeldQuota growth = DocumentQuota.of(desired).growthOver(row.held());
    handle.attach(AccountRepository.class).hold(row.accountId(), growth);
    ConfigurationRepository configurations = handle.attach(ConfigurationRepository.class);
    configurations.rewrite(
        row.id(), desired, growth, desired.effectiveRisk().risky(), desired.dedicated());
    OutcomeRepository outcome = handle.attach(OutcomeRepository.class);
    Set<ComponentId> wanted = desired.componentIds();
    outcome.unnameBut(row.id(), wanted);
    List<ComponentId> present =
        configurations.components(row.id()).stream().map(ComponentRow::id).toList();
    for (Component component : desired.components()) {
      if (!present.contains(component.id().orElseThrow())) {
        configurations.insertComponent(
            component.id().orElseThrow(),
            row.id(),
            component,
            component.expected(),
            realTime.instant());
      }
    }
    outcome.name(row.id(), wanted);
  }
}
