package io.gridwright.scheduler.placement;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.Dedication;

/**
 * Whose machines they are, as far as placement cares.
 *
 * @param risky whether a risk of the configuration or of its account is HIGH (F79)
 * @param dedicated whom its nodes are reserved for (F90)
 */
public record Tenancy(
    ConfigurationId configuration, AccountId account, boolean risky, Dedication dedicated) {

  /** A configuration that bears no risk and shares its nodes, alone in its account. */
  public static Tenancy ordinary(ConfigurationId configuration) {
    return new Tenancy(configuration, new AccountId(configuration.value()), false, Dedication.NONE);
  }
}
