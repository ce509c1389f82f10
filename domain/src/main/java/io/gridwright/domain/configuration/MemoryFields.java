package io.gridwright.domain.configuration;

import io.gridwright.domain.configuration.DraftConfiguration.DraftTier;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Memory three ways (F29): a number of MiB, or a percentage of the plan or of a tier. */
final class MemoryFields {
  private static final long MINIMUM_MIB = 128;
  private static final long MAXIMUM_MIB = 1_048_576;

  private final long planMemoryMib;
  private final Map<String, DraftTier> tiers;

  MemoryFields(long planMemoryMib, Map<String, DraftTier> tiers) {
    this.planMemoryMib = planMemoryMib;
    this.tiers = tiers;
  }

  /** A size in MiB and, where it follows from one, the percentage. */
  record Memory(long mib, Optional<MemoryPercent> percent) {}

  Memory read(DraftComponent sent, FieldReport report) {
    if (sent.memoryPercent().isEmpty()) {
      if (sent.memoryPercentOf().isPresent()) {
        report.at("memoryPercentOf").fault("no memoryPercent is given; add it or leave this out");
      }
      return number(sent, report.at("memoryMiB"));
    }
    if (sent.memoryMiB().isPresent()) {
      report
          .at("memoryPercent")
          .fault("memoryMiB is given too; keep either the percentage or the number");
      return new Memory(MINIMUM_MIB, Optional.empty());
    }
    return percentage(sent, report);
  }

  static Map<ComponentKind, TierSize> tiers(Map<String, DraftTier> sent, FieldReport report) {
    Map<ComponentKind, TierSize> tiers = new TreeMap<>();
    sent.forEach(
        (name, tier) -> {
          FieldReport at = report.at(name);
          Optional<ComponentKind> kind = Fields.word(Optional.of(name), ComponentKind.class, at);
          if (tier.memoryMiB().isEmpty()) {
            at.at("memoryMiB").fault("the memory of the tier is missing; give it in MiB");
          }
          long mib =
              Fields.number(
                  tier.memoryMiB(), MINIMUM_MIB, 100 * MAXIMUM_MIB, 0, at.at("memoryMiB"));
          kind.ifPresent(k -> tiers.put(k, new TierSize(mib)));
        });
    return tiers;
  }

  private static Memory number(DraftComponent sent, FieldReport report) {
    if (sent.memoryMiB().isEmpty()) {
      report.fault("the memory is missing; give memoryMiB, or memoryPercent instead");
    }
    long mib = Fields.number(sent.memoryMiB(), MINIMUM_MIB, MAXIMUM_MIB, MINIMUM_MIB, report);
    return new Memory(mib, Optional.empty());
  }

  private Memory percentage(DraftComponent sent, FieldReport report) {
    MemoryPercent.Of of =
        Fields.word(
            sent.memoryPercentOf(),
            MemoryPercent.Of.class,
            MemoryPercent.Of.PLAN,
            report.at("memoryPercentOf"));
    int percent = Fields.count(sent.memoryPercent(), 1, 100, 0, report.at("memoryPercent"));
    OptionalLong whole = whole(of, sent, report.at("memoryPercentOf"));
    long mib = MINIMUM_MIB;
    if (percent > 0 && whole.isPresent()) {
      mib = floored(percent, whole.getAsLong());
      if (mib < MINIMUM_MIB || mib > MAXIMUM_MIB) {
        report
            .at("memoryPercent")
            .fault(
                "%d %% of %d MiB is %d MiB; a server has %d to %d MiB"
                    .formatted(percent, whole.getAsLong(), mib, MINIMUM_MIB, MAXIMUM_MIB));
      }
    }
    return new Memory(mib, Optional.of(new MemoryPercent(percent, of)));
  }

  /** A percentage in MiB, never rounded up: 33 % of 10240 is 3379. */
  static long floored(int percent, long wholeMib) {
    return wholeMib * percent / 100;
  }

  private OptionalLong whole(MemoryPercent.Of of, DraftComponent sent, FieldReport report) {
    if (of == MemoryPercent.Of.PLAN) {
      return OptionalLong.of(planMemoryMib);
    }
    Optional<Long> tier =
        sent.kind().flatMap(k -> Optional.ofNullable(tiers.get(k))).flatMap(DraftTier::memoryMiB);
    if (tier.isEmpty()) {
      report.fault(
          "the memory of the tier %s is not given; add tiers.%s.memoryMiB"
              .formatted(sent.kind().orElse("?"), sent.kind().orElse("KIND")));
      return OptionalLong.empty();
    }
    return OptionalLong.of(tier.get());
  }
}
