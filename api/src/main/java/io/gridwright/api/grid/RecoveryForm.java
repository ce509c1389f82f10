package io.gridwright.api.grid;

import io.gridwright.store.grid.Fencing;
import io.gridwright.store.grid.NodeLoss;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the recovery of a lost node is.
 *
 * @param proof that the node runs nothing; balancers are built elsewhere only then
 * @param waiting servers that still stand there
 */
public record RecoveryForm(
    @Schema(description = "When it was lost") Instant since,
    @Schema(
            description =
                "That it runs nothing, so that balancers are built elsewhere; null while nobody"
                    + " proved it")
        Optional<ProofForm> proof,
    @Schema(description = "How many of its servers still stand there") int waiting) {

  /** How it is known that a lost node runs nothing. */
  public record ProofForm(
      @Schema(description = "redfish, cluster or operator", example = "operator") String by,
      String evidence,
      Instant at) {
    static ProofForm from(Fencing fencing) {
      return new ProofForm(fencing.proof(), fencing.evidence(), fencing.provedAt());
    }
  }

  static RecoveryForm from(NodeLoss loss) {
    return new RecoveryForm(loss.since(), loss.proof().map(ProofForm::from), loss.standing());
  }
}
