package io.gridwright.api.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.api.billing.MoneyForm;
import io.gridwright.api.problem.SuggestionForm;
import io.gridwright.domain.billing.Money;
import io.gridwright.domain.operation.Problem;
import io.gridwright.workflows.configuration.Preview;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an order would get (CONTRACT section 4); nothing was changed.
 *
 * @param price of a period with what would be held then, with the recommended plan where needed
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PreviewForm(
    boolean fits,
    @Schema(description = "Whether nothing better exists, or nothing at all") boolean proved,
    @Schema(description = "Relative distance from the best that may exist") double gap,
    List<PlacedForm> placement,
    Optional<MoneyForm> price,
    Optional<String> recommendedPlan,
    List<ReasonForm> reasons,
    List<SuggestionForm> suggestions,
    @Schema(description = "Of a change: what would become of each component")
        Optional<List<ChangeForm>> changes) {

  /**
   * A machine that would find a node.
   *
   * @param score what each factor costs there; 0 is best
   * @param rank of the node among all that could take the machine alone, 1 the cheapest
   * @param candidates how many those are
   * @param margin what the next best one would cost more
   */
  public record PlacedForm(
      String component,
      int ordinal,
      Map<String, Long> score,
      int rank,
      int candidates,
      long margin) {}

  /**
   * Why not: {@code component} is absent where the account's ceiling, or what others use, is it.
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record ReasonForm(Optional<String> component, String rule, int nodes, String nearest) {}

  /**
   * The grid's word and the ledger's together: an order must pass both.
   *
   * @param refusals that an order would meet before any node is looked for
   */
  static PreviewForm from(
      Preview grid,
      List<Problem> refusals,
      Optional<Money> price,
      Optional<List<ChangeForm>> changes) {
    return new PreviewForm(
        grid.fits() && refusals.isEmpty(),
        grid.proved(),
        grid.gap(),
        grid.placement().stream()
            .map(
                p ->
                    new PlacedForm(
                        p.component(),
                        p.ordinal(),
                        p.score(),
                        p.rank(),
                        p.candidates(),
                        p.margin()))
            .toList(),
        price.map(MoneyForm::from),
        refusals.stream().flatMap(p -> p.recommendedPlan().stream()).findFirst(),
        Stream.concat(
                refusals.stream()
                    .map(p -> new ReasonForm(Optional.empty(), p.name(), 0, p.detail())),
                grid.reasons().stream()
                    .map(
                        r ->
                            new ReasonForm(
                                Optional.of(r.component()), r.rule(), r.nodes(), r.nearest())))
            .toList(),
        Stream.concat(
                refusals.stream().flatMap(p -> p.suggestions().stream()),
                grid.suggestions().stream())
            .map(SuggestionForm::from)
            .toList(),
        changes);
  }
}
