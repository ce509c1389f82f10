package io.gridwright.worker.fault;

import io.gridwright.worker.testing.TemporalUnderTest;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The one bench of all classes that can share it: a start costs as much as many cases. */
final class SharedBench implements BeforeAllCallback {
  private Bench bench;

  @Override
  public void beforeAll(ExtensionContext context) {
    bench =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .computeIfAbsent(
                SharedBench.class, key -> new Bench(TemporalUnderTest::inThisJvm), Bench.class);
  }

  Bench bench() {
    return bench;
  }
}
