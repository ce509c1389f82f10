package io.gridwright.standalone.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.internal.testservice.TestServicesStarter;
import org.junit.jupiter.api.Test;

class TimerDiagnosticsTest {
  /** The field is private to the SDK: a new version may move it without a word. */
  @Test
  void findsTheListInThePinnedVersion() {
    var services = new TestServicesStarter(true, 0);
    try {
      assertThat(TimerDiagnostics.drop(services)).isTrue();
    } finally {
      services.close();
    }
  }
}
