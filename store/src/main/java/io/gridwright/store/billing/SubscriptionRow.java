package io.gridwright.store.billing;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.billing.PlanId;
import io.gridwright.domain.billing.Resource;
import java.time.Instant;
import java.util.Optional;

/** Who bought what, from when to when; business time. */
public record SubscriptionRow(
    String id,
    AccountId accountId,
    PlanId planId,
    Resource resource,
    Instant since,
    Optional<Instant> endsAt) {}
