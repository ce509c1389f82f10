package io.gridwright.api;

import io.gridwright.api.configuration.PreviewDesk;
import io.gridwright.api.grid.GridScheduler;
import io.gridwright.domain.billing.PaymentGateway;
import io.gridwright.engine.configuration.Pausing;
import io.gridwright.engine.configuration.Submission;
import io.gridwright.store.IdSource;
import io.gridwright.store.Store;
import io.gridwright.store.StoreDatabase;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the API stands on. It closes none of it: whoever made it does.
 *
 * @param submission accepts operations and nudges the engine
 * @param pausing accepts pauses and brings them to balancers
 * @param scheduler answers previews
 * @param gridScheduler answers what operators ask of the grid
 * @param engineAnswers whether the workflow engine can be reached, for health
 * @param workflows where the workflow engine's panel shows them, if it has one
 * @param realTime what sessions go by
 */
public record ApiParts(
    StoreDatabase database,
    Store store,
    IdSource ids,
    Submission submission,
    Pausing pausing,
    PreviewDesk.Scheduler scheduler,
    GridScheduler gridScheduler,
    PaymentGateway payments,
    BooleanSupplier engineAnswers,
    Optional<String> workflows,
    InstantSource realTime) {}
