package io.gridwright.api.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.domain.billing.Allotment;
import io.gridwright.domain.billing.Plan;
import io.gridwright.domain.billing.PlanCeilings;
import io.gridwright.domain.billing.QuantityUnit;
import io.gridwright.domain.billing.Resource;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A plan on sale (CONTRACT section 3); what it says nothing of is left out. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PlanForm(
    String id,
    Resource resource,
    MoneyForm price,
    OptionalInt addresses,
    CeilingsForm ceilings,
    String overageInterval,
    Plan.Hours hours,
    boolean sharedCpu,
    List<AllotmentForm> allotments) {

  /** What may be held at one time. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record CeilingsForm(OptionalLong memoryMiB, OptionalInt vcpus, OptionalLong diskGiB) {
    static CeilingsForm from(PlanCeilings ceilings) {
      return new CeilingsForm(ceilings.memoryMib(), ceilings.vcpus(), ceilings.diskGib());
    }
  }

  /** What is granted in a period. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record AllotmentForm(
      Resource resource,
      QuantityUnit unit,
      String quantity,
      Optional<MoneyForm> overagePrice,
      Optional<String> cutOff) {
    static AllotmentForm from(Allotment allotment) {
      return new AllotmentForm(
          allotment.resource(),
          allotment.unit(),
          allotment.quantity().toPlainString(),
          allotment.overagePrice().map(MoneyForm::from),
          allotment.cutOff().map(BigDecimal::toPlainString));
    }
  }

  public static PlanForm from(Plan plan) {
    return new PlanForm(
        plan.id().value(),
        plan.resource(),
        MoneyForm.from(plan.price()),
        plan.addresses(),
        CeilingsForm.from(plan.ceilings()),
        plan.overageInterval().toString(),
        plan.hours(),
        plan.sharedCpu(),
        plan.allotments().stream().map(AllotmentForm::from).toList());
  }
}
