package io.gridwright.domain.configuration;

import io.gridwright.domain.account.Ceiling;
import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.billing.Plan;
import io.gridwright.domain.billing.PlanCatalogue;
import io.gridwright.domain.billing.Subscriptions;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * The over-allocation check (F24, F34): whether an account may hold a document beside what it holds
 * already. Equal to what is available proceeds (D13).
 */
public final class OverAllotment {
  private enum Kind {
    MEMORY("memoryMiB", "MiB of memory", HeldQuota::memoryMib, Ceiling::memoryMib),
    VCPUS("vcpus", "vCPUs", HeldQuota::vcpus, Ceiling::vcpus),
    DISK("diskGiB", "GiB of disk", HeldQuota::diskGib, Ceiling::diskGib),
    ADDRESSES("addresses", "public addresses", HeldQuota::addresses, Ceiling::addresses);

    private final String field;
    private final String unit;
    private final ToLongFunction<HeldQuota> held;
    private final ToLongFunction<Ceiling> limit;

    Kind(String field, String unit, ToLongFunction<HeldQuota> held, ToLongFunction<Ceiling> limit) {
      this.field = field;
      this.unit = unit;
      this.held = held;
      this.limit = limit;
    }

    /** Where the customer can change it. */
    private String pointer(int index, Component component) {
      boolean percent = this == MEMORY && component.memoryPercent().isPresent();
      boolean virtual = this == ADDRESSES && component.loadBalancing().isPresent();
      String name = percent ? "memoryPercent" : virtual ? "loadBalancer/virtualIps" : field;
      return "/components/%d/%s".formatted(index, name);
    }
  }

  private final Subscriptions subscriptions;
  private final PlanCatalogue catalogue;

  public OverAllotment(Subscriptions subscriptions, PlanCatalogue catalogue) {
    this.subscriptions = subscriptions;
    this.catalogue = catalogue;
  }

  /**
   * Empty where the document fits. Otherwise the problem {@code over-allotment}: an error at the
   * first component that goes over, for each resource; what is still available to that component of
   * the first such resource, in its unit; the plan under which everything would fit.
   *
   * @param elsewhere what the account holds outside this configuration
   */
  public Optional<Problem> of(ConfigurationDocument document, HeldQuota elsewhere) {
    List<Excess> excesses = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      firstExcess(kind, document.components(), elsewhere).ifPresent(excesses::add);
    }
    if (excesses.isEmpty()) {
      return Optional.empty();
    }
    Optional<Plan> plan =
        subscriptions.recommendedFor(elsewhere.plus(DocumentQuota.of(document)), catalogue);
    String advice =
        plan.map(p -> "Ask for less, or change to the plan " + p.id().value() + ".")
            .orElse("Ask for less; no single plan allows all of it.");
    return Optional.of(
        Problem.of("over-allotment", excesses.get(0).sentence() + " " + advice)
            .withErrors(excesses.stream().map(Excess::error).toList())
            .withAvailable(excesses.get(0).available(), plan.map(p -> p.id().value())));
  }

  private record Excess(Kind kind, int index, Component component, long wanted, long available) {
    String sentence() {
      return "Your plan leaves %d %s for \"%s\", which asks for %d."
          .formatted(available, kind.unit, component.name(), wanted);
    }

    FieldError error() {
      return new FieldError(
          kind.pointer(index, component), sentence() + " Ask for less, or change the plan.");
    }
  }

  private Optional<Excess> firstExcess(Kind kind, List<Component> components, HeldQuota elsewhere) {
    long left = kind.limit.applyAsLong(subscriptions.ceiling()) - kind.held.applyAsLong(elsewhere);
    for (int i = 0; i < components.size(); i++) {
      long wanted = kind.held.applyAsLong(DocumentQuota.of(components.get(i)));
      if (wanted > left && wanted > 0) {
        return Optional.of(new Excess(kind, i, components.get(i), wanted, Math.max(0, left)));
      }
      left -= wanted;
    }
    return Optional.empty();
  }
}
