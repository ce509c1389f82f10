package io.gridwright.workflows.testing;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.workflows.configuration.QueueActivities;
import io.gridwright.workflows.configuration.QueuedOperation;
import java.util.Optional;

/** The queue in {@link FakeLedger}. */
final class FakeQueue implements QueueActivities {
  private final FakeLedger ledger;
  private final Script script;

  FakeQueue(FakeLedger ledger, Script script) {
    this.ledger = ledger;
    this.script = script;
  }

  @Override
  public Optional<QueuedOperation> next(ConfigurationId configuration) {
    return script.play(
        "next",
        () ->
            ledger
                .next()
                .map(
                    row ->
                        new QueuedOperation(
                            row.id, configuration, ledger.account(), row.number, row.kind)));
  }

  @Override
  public Standing standing(OperationId running) {
    return script.play(
        "standing",
        () -> {
          synchronized (ledger) {
            var row = ledger.row(running);
            return new Standing(
                row.state.ended(), !row.state.ended() && row.stopWanted && !row.pastNoReturn);
          }
        });
  }
}
