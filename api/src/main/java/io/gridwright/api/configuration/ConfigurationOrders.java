package io.gridwright.api.configuration;

import io.gridwright.api.problem.RefusedException;
import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationValidation;
import io.gridwright.domain.configuration.DraftConfiguration;
import io.gridwright.domain.configuration.ValidationContext;
import io.gridwright.domain.configuration.ValidationResult;
import io.gridwright.engine.configuration.Submission;
import io.gridwright.store.billing.Plans;
import io.gridwright.store.configuration.AcceptedOrder;
import io.gridwright.store.configuration.ChangeOrder;
import io.gridwright.store.configuration.ConfigurationRow;
import io.gridwright.store.configuration.DeleteOrder;
import io.gridwright.store.configuration.ProvisionOrder;
import io.gridwright.store.grid.Images;
import java.util.Set;

/**
 * Takes orders: reads drafts against catalogue and ceiling, and hands what is sound to the engine.
 */
public final class ConfigurationOrders {
  private final Images images;
  private final Plans plans;
  private final Submission submission;

  public ConfigurationOrders(Images images, Plans plans, Submission submission) {
    this.images = images;
    this.plans = plans;
    this.submission = submission;
  }

  /** The document of a draft, or a refusal with all its faults. */
  ConfigurationDocument validated(AccountId account, DraftConfiguration draft) {
    return validated(
        ValidationContext.ofNew(images.catalogue(), plans.of(account).ceiling()), draft);
  }

  private static ConfigurationDocument validated(
      ValidationContext context, DraftConfiguration draft) {
    ValidationResult result = new ConfigurationValidation(context).validate(draft);
    if (result instanceof ValidationResult.Valid valid) {
      return valid.document();
    }
    throw RefusedException.invalid(((ValidationResult.Faulty) result).errors());
  }

  /** The document of a draft that changes a configuration, or a refusal with all its faults. */
  ConfigurationDocument validated(ConfigurationRow configuration, DraftConfiguration draft) {
    ConfigurationDocument document = configuration.document();
    return validated(
        new ValidationContext(
            images.catalogue(),
            plans.of(configuration.accountId()).ceiling(),
            document.componentIds(),
            Set.of(),
            Set.of()),
        draft);
  }

  AcceptedOrder reconfigure(ChangeOrder order) {
    return submission.reconfigure(order);
  }

  AcceptedOrder provision(ProvisionOrder order) {
    return submission.provision(order);
  }

  AcceptedOrder delete(DeleteOrder order) {
    return submission.delete(order);
  }
}
