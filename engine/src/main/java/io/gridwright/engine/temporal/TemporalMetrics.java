package io.gridwright.engine.temporal;

import com.codahale.metrics.MetricRegistry;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.dropwizard.DropwizardConfig;
import io.micrometer.core.instrument.dropwizard.DropwizardMeterRegistry;
import io.micrometer.core.instrument.util.HierarchicalNameMapper;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

/** Puts what Temporal's client and workers measure beside a process's other metrics. */
public final class TemporalMetrics {
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** A scope whose values appear in {@code metrics}, tags as parts of their names. */
  public static Scope into(MetricRegistry metrics) {
    return new RootScopeBuilder()
        .reporter(new MicrometerClientStatsReporter(new Bridge(metrics)))
        .reportEvery(EVERY);
  }

  private TemporalMetrics() {}

  private static final class Bridge extends DropwizardMeterRegistry {
    Bridge(MetricRegistry metrics) {
      super(new Settings(), metrics, HierarchicalNameMapper.DEFAULT, Clock.SYSTEM);
    }

    @Override
    protected Double nullGaugeValue() {
      return Double.NaN;
    }
  }

  private static final class Settings implements DropwizardConfig {
    @Override
    public String prefix() {
      return "temporal";
    }

    @Override
    public String get(String key) {
      return null; // nothing but defaults
    }
  }
}
