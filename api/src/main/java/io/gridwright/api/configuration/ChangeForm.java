package io.gridwright.api.configuration;

import io.gridwright.domain.configuration.change.ComponentChange;
import io.gridwright.domain.configuration.change.How;
import io.gridwright.domain.configuration.change.Interruption;
import io.swagger.v3.oas.annotations.media.Schema;

/** What would become of a component. */
record ChangeForm(
    String component,
    How how,
    @Schema(description = "What its clients would notice") Interruption interruption,
    @Schema(description = "What differs; empty where nothing does") String why) {

  static ChangeForm from(ComponentChange change) {
    return new ChangeForm(
        change.component(), change.how(), change.interruption(), String.join("; ", change.why()));
  }
}
