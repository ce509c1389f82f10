package io.gridwright.domain.billing;

import java.math.BigDecimal;
import java.time.Period;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The plans that a new installation sells (CONTRACT section 3). Data from then on: operators change
 * the stored catalogue, not this one.
 */
public final class FirstCatalogue {
  private static final Currency USD = Currency.getInstance("USD");

  private FirstCatalogue() {}

  public static PlanCatalogue plans() {
    return new PlanCatalogue(
        List.of(
            memory(100, "29.99", "1.20", "150", 5, 8, 100, 5),
            memory(400, "99.99", "1.00", "600", 20, 16, 400, 10),
            memory(900, "199.99", "0.90", "1350", 40, 32, 1000, 20),
            memory(2500, "499.99", "0.80", "3750", 100, 64, 4000, 40),
            transfer(10, "4.99", "0.60", "15"),
            transfer(100, "29.99", "0.40", "150"),
            transfer(1000, "199.99", "0.25", "1500"),
            storage(20, "1.99"),
            storage(200, "14.99")));
  }

  private static Plan memory(
      int gbHours,
      String price,
      String over,
      String cutOff,
      int gib,
      int vcpus,
      int diskGib,
      int addresses) {
    return plan(
        Resource.MEMORY,
        gbHours,
        price,
        OptionalInt.of(addresses),
        new PlanCeilings(
            OptionalLong.of(gib * 1024L), OptionalInt.of(vcpus), OptionalLong.of(diskGib)),
        List.of(allotment(Resource.MEMORY, QuantityUnit.GB_HOUR, gbHours, over, cutOff)));
  }

  private static Plan transfer(int gb, String price, String over, String cutOff) {
    return plan(
        Resource.TRANSFER,
        gb,
        price,
        OptionalInt.empty(),
        PlanCeilings.NONE,
        List.of(allotment(Resource.TRANSFER, QuantityUnit.GB, gb, over, cutOff)));
  }

  private static Plan storage(int gib, String price) {
    return plan(
        Resource.STORAGE,
        gib,
        price,
        OptionalInt.empty(),
        new PlanCeilings(OptionalLong.empty(), OptionalInt.empty(), OptionalLong.of(gib)),
        List.of());
  }

  private static Plan plan(
      Resource resource,
      int size,
      String price,
      OptionalInt addresses,
      PlanCeilings ceilings,
      List<Allotment> allotments) {
    return new Plan(
        new PlanId(resource.name().toLowerCase(Locale.ROOT) + "-" + size),
        resource,
        Money.parse(price, USD),
        addresses,
        ceilings,
        Period.ofDays(1),
        Plan.Hours.REAL,
        true,
        allotments);
  }

  private static Allotment allotment(
      Resource resource, QuantityUnit unit, int quantity, String over, String cutOff) {
    return new Allotment(
        resource,
        unit,
        BigDecimal.valueOf(quantity),
        Optional.of(new Rate(new BigDecimal(over), USD)),
        Optional.of(new BigDecimal(cutOff)));
  }
}
