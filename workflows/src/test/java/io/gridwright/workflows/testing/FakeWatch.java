package io.gridwright.workflows.testing;

import io.gridwright.workflows.grid.GridWatchActivities;
import io.gridwright.workflows.grid.LedgerSweepActivities;
import java.util.List;

/** Sees a change at each look. */
public final class FakeWatch implements GridWatchActivities, LedgerSweepActivities {
  private final Script script;
  private volatile String change = "pve1: ONLINE → UNREACHABLE";

  FakeWatch(Script script) {
    this.script = script;
  }

  /** What each look tells from now on. */
  public void sees(String words) {
    change = words;
  }

  @Override
  public GridChange awaitChange() {
    return script.play("await change", () -> new GridChange(List.of(change)));
  }

  @Override
  public Sweep sweep() {
    return script.play("sweep", () -> new Sweep(4, 1, 2, 3, 0));
  }
}
