package io.gridwright.domain.configuration;

import io.gridwright.domain.account.Ceiling;
import java.util.Set;

/**
 * What a draft is held against.
 *
 * @param catalogue images and engines that exist
 * @param ceiling the account's; its memory is what percentages of PLAN are taken of (F29)
 * @param knownComponents of the configuration that the draft changes; empty for a new one
 * @param certificates ids of the account's certificates
 * @param backups ids of the account's backups
 */
public record ValidationContext(
    ImageCatalogue catalogue,
    Ceiling ceiling,
    Set<ComponentId> knownComponents,
    Set<String> certificates,
    Set<String> backups) {

  public ValidationContext {
    knownComponents = Set.copyOf(knownComponents);
    certificates = Set.copyOf(certificates);
    backups = Set.copyOf(backups);
  }

  /** For a new configuration of an account that has neither certificates nor backups. */
  public static ValidationContext ofNew(ImageCatalogue catalogue, Ceiling ceiling) {
    return new ValidationContext(catalogue, ceiling, Set.of(), Set.of(), Set.of());
  }
}
