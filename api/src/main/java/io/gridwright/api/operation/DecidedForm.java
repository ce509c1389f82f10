package io.gridwright.api.operation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.store.json.DomainJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The placement that an operation follows, as it was decided.
 *
 * @param proved whether nothing better existed, within the part of the grid that was searched
 * @param gap relative distance from the best that may have existed
 * @param wholeGrid whether all nodes were looked at; else one planner's share, while several plan
 * @param machines with the score of each
 */
public record DecidedForm(
    boolean proved, double gap, boolean wholeGrid, List<DecidedMachineForm> machines) {

  /**
   * One machine and why it is where it is.
   *
   * @param score what each factor costs there; 0 is best
   * @param rank of its node among all that could take it alone, 1 the cheapest
   * @param candidates how many those were
   * @param margin what the next best would have cost more
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record DecidedMachineForm(
      String component,
      int ordinal,
      Map<String, Long> score,
      Optional<Integer> rank,
      Optional<Integer> candidates,
      Optional<Long> margin,
      @Schema(description = "For operators only") Optional<String> node,
      @Schema(description = "For operators only") Optional<String> runnerUp) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Kept(
      boolean proved, double gap, Optional<Boolean> wholeGrid, List<KeptMachine> machines) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record KeptMachine(
      String name,
      int ordinal,
      String node,
      Map<String, Long> score,
      Optional<KeptStanding> standing) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record KeptStanding(int rank, int candidates, Optional<String> runnerUp, long margin) {}

  /**
   * @param plan as the ledger keeps it
   */
  static DecidedForm from(Map<String, Object> plan, boolean operator) {
    Kept kept = DomainJson.mapper().convertValue(plan, Kept.class);
    return new DecidedForm(
        kept.proved(),
        kept.gap(),
        kept.wholeGrid() == null || kept.wholeGrid().orElse(true),
        kept.machines().stream().map(machine -> machine(machine, operator)).toList());
  }

  private static DecidedMachineForm machine(KeptMachine kept, boolean operator) {
    Optional<KeptStanding> standing = kept.standing() == null ? Optional.empty() : kept.standing();
    return new DecidedMachineForm(
        kept.name(),
        kept.ordinal(),
        kept.score(),
        standing.map(KeptStanding::rank),
        standing.map(KeptStanding::candidates),
        standing.map(KeptStanding::margin),
        Optional.of(kept.node()).filter(node -> operator),
        standing.flatMap(KeptStanding::runnerUp).filter(node -> operator));
  }
}
