package io.gridwright.domain.billing;

import java.time.Period;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is sold.
 *
 * @param resource what it is named for; an account has at most one plan of each
 * @param price per period
 * @param addresses public addresses that may be held; empty where the plan says nothing of them
 * @param overageInterval how often overage is charged; daily is the default (F144)
 * @param hours how a period's hours are counted in projections (D3)
 * @param sharedCpu whether CPU is work-conserving: weights, no cap (F153)
 */
public record Plan(
    PlanId id,
    Resource resource,
    Money price,
    OptionalInt addresses,
    PlanCeilings ceilings,
    Period overageInterval,
    Hours hours,
    boolean sharedCpu,
    List<Allotment> allotments) {

  /** How many hours a period has. */
  public enum Hours {
    REAL,
    FIXED_720
  }

  public Plan {
    allotments = List.copyOf(allotments);
  }
}
