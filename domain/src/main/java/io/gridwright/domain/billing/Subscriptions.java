package io.gridwright.domain.billing;

import io.gridwright.domain.account.Ceiling;
import io.gridwright.domain.account.HeldQuota;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** The plans of one account, and what follows from them together (CONTRACT section 3). */
public record Subscriptions(List<Plan> plans) {
  public Subscriptions {
    plans = List.copyOf(plans);
  }

  /**
   * What may be held at one time: of a resource as the plan named for it says (memory: RAM,
   * storage: disk), else as the largest among the plans; addresses and vCPUs the largest; 0 of what
   * no plan speaks of.
   */
  public Ceiling ceiling() {
    return new Ceiling(
        namedElseLargest(Resource.MEMORY, p -> p.ceilings().memoryMib()),
        Math.toIntExact(largest(plans.stream(), p -> wide(p.ceilings().vcpus())).orElse(0)),
        namedElseLargest(Resource.STORAGE, p -> p.ceilings().diskGib()),
        Math.toIntExact(largest(plans.stream(), p -> wide(p.addresses())).orElse(0)));
  }

  /** These plans with {@code plan} in place of the one of the same resource, or added. */
  public Subscriptions with(Plan plan) {
    return new Subscriptions(
        Stream.concat(plans.stream().filter(p -> p.resource() != plan.resource()), Stream.of(plan))
            .toList());
  }

  /** The prices of one period together. */
  public Money price(Currency currency) {
    return plans.stream().map(Plan::price).reduce(new Money(0, currency), Money::plus);
  }

  /**
   * The plan whose subscription would let {@code wanted} be held, for the least money; empty where
   * it is held already or no single plan helps.
   */
  public Optional<Plan> recommendedFor(HeldQuota wanted, PlanCatalogue catalogue) {
    if (wanted.fitsIn(ceiling())) {
      return Optional.empty();
    }
    return catalogue.plans().stream()
        .filter(p -> !plans.contains(p))
        .filter(p -> wanted.fitsIn(with(p).ceiling()))
        .min(
            Comparator.comparingLong((Plan p) -> with(p).price(p.price().currency()).minor())
                .thenComparing(p -> p.id().value()));
  }

  /**
   * What a period costs with {@code wanted} held: these plans, and the recommended one where they
   * do not suffice; empty where no plan suffices.
   */
  public Optional<Money> priceFor(HeldQuota wanted, PlanCatalogue catalogue, Currency currency) {
    if (wanted.fitsIn(ceiling())) {
      return Optional.of(price(currency));
    }
    return recommendedFor(wanted, catalogue).map(p -> with(p).price(currency));
  }

  private long namedElseLargest(Resource resource, Function<Plan, OptionalLong> ceiling) {
    OptionalLong named = largest(plans.stream().filter(p -> p.resource() == resource), ceiling);
    return named.isPresent() ? named.getAsLong() : largest(plans.stream(), ceiling).orElse(0);
  }

  private static OptionalLong largest(Stream<Plan> of, Function<Plan, OptionalLong> ceiling) {
    return of.map(ceiling).flatMapToLong(OptionalLong::stream).max();
  }

  private static OptionalLong wide(OptionalInt value) {
    return value.isPresent() ? OptionalLong.of(value.getAsInt()) : OptionalLong.empty();
  }
}
