package io.gridwright.api.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.api.configuration.DocumentForms.AutomationForm;
import io.gridwright.api.configuration.DocumentForms.DedicationForm;
import io.gridwright.api.configuration.DocumentForms.FirewallForm;
import io.gridwright.api.configuration.DocumentForms.LinkForm;
import io.gridwright.api.configuration.DocumentForms.MeteringForm;
import io.gridwright.api.configuration.DocumentForms.MonitoringForm;
import io.gridwright.api.configuration.DocumentForms.RiskForm;
import io.gridwright.api.configuration.DocumentForms.TierForm;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationState;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.store.configuration.ConfigurationRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration as it is read back: the document, and how it stands (CONTRACT section 4).
 *
 * @param version of the document; the ETag
 * @param pendingOperation id of the one that runs or is next; null when nothing is under way
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ConfigurationForm(
    @Schema(description = "Opaque") String id,
    String name,
    @Schema(description = "DEGRADED where servers of one that should run stand on a lost host")
        ConfigurationState state,
    @Schema(description = "Of the document; the ETag") long version,
    Instant createdAt,
    Optional<Instant> deletedAt,
    @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(
            description =
                "Id of the operation that runs or is next; null when nothing is under way")
        Optional<String> pendingOperation,
    RiskForm risk,
    List<ComponentForm> components,
    List<LinkForm> links,
    List<FirewallForm> firewall,
    List<String> purpose,
    DedicationForm placement,
    Optional<Integer> maximumLatencyMs,
    MeteringForm metering,
    MonitoringForm monitoring,
    Map<String, TierForm> tiers,
    AutomationForm automation) {

  /**
   * @param state in which it is shown
   */
  static ConfigurationForm from(
      ConfigurationRow row,
      ConfigurationState state,
      Optional<OperationId> pending,
      List<ComponentForm> components) {
    ConfigurationDocument document = row.document();
    return new ConfigurationForm(
        row.id().value(),
        row.name(),
        state,
        row.version(),
        row.createdAt(),
        row.deletedAt(),
        pending.map(OperationId::value),
        RiskForm.from(document.risk()),
        components,
        document.links().stream().map(LinkForm::from).toList(),
        document.firewall().stream().map(FirewallForm::from).toList(),
        document.purpose(),
        new DedicationForm(document.dedicated()),
        document.maximumLatencyMs().stream().boxed().findFirst(),
        MeteringForm.from(document.metering()),
        new MonitoringForm(document.monitoring().show()),
        DocumentForms.tiers(document),
        new AutomationForm(document.replaceOnFailure()));
  }
}
