package io.gridwright.api.grid;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.placement.FactorMode;
import io.gridwright.domain.placement.FactorSetting;
import io.gridwright.domain.placement.PlacementPolicy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The policy of placement in force: every factor is shown, also those that nobody set. */
@Schema(description = "What operators decided about placement")
public record PolicyForm(
    PlacementPolicy.Mode mode,
    SortedMap<String, FactorForm> factors,
    @Schema(description = "By the value of a node's label group: the kinds that stand there only")
        Map<String, List<ComponentKind>> groups,
    @Schema(description = "Whether an empty ordinary node may become an isolation node")
        boolean emptyNodesIsolate) {

  /** How one factor counts. */
  public record FactorForm(
      FactorMode mode,
      @Schema(description = "What its worst case costs, in thousands") BigDecimal weight,
      @Schema(description = "Where its RULE form draws the line; 0 where it is kept or broken")
          int limit) {
    static FactorForm from(FactorSetting setting) {
      return new FactorForm(
          setting.mode(), new BigDecimal(setting.weight().toPlainString()), setting.limit());
    }
  }

  static PolicyForm from(PlacementPolicy policy) {
    var factors = new TreeMap<String, FactorForm>();
    PlacementPolicy.PUBLISHED
        .factors()
        .keySet()
        .forEach(name -> factors.put(name, FactorForm.from(policy.of(name))));
    var groups = new TreeMap<String, List<ComponentKind>>();
    policy.groups().forEach((label, kinds) -> groups.put(label, kinds.stream().sorted().toList()));
    return new PolicyForm(policy.mode(), factors, groups, policy.emptyNodesIsolate());
  }
}
