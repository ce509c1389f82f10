package io.gridwright.domain.configuration;

import io.gridwright.domain.configuration.DraftComponent.DraftBackups;
import io.gridwright.domain.configuration.DraftConfiguration.DraftMetering;
import io.gridwright.domain.configuration.DraftConfiguration.DraftMonitoring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields about what is recorded of a configuration, and how often. */
final class ScheduleFields {
  /** The meters that there are (CONTRACT section 4). */
  private static final List<String> METERS = List.of("cpu", "memory", "netIn", "netOut", "disk");

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private ScheduleFields() {}

  static Metering metering(Optional<DraftMetering> sent, FieldReport report) {
    if (sent.isEmpty()) {
      return Metering.HOURLY;
    }
    Duration every =
        Fields.duration(sent.get().every(), Duration.ofMinutes(15), DAY, HOUR, report.at("every"));
    Duration offset =
        Fields.duration(
            sent.get().offset(), Duration.ZERO, DAY, Duration.ZERO, report.at("offset"));
    if (offset.compareTo(every) >= 0) {
      report
          .at("offset")
          .fault("an offset of %s reaches past every %s; make it shorter".formatted(offset, every));
    }
    return new Metering(every, offset);
  }

  static Monitoring monitoring(Optional<DraftMonitoring> sent, FieldReport report) {
    List<String> show = new ArrayList<>();
    List<String> words = sent.map(DraftMonitoring::show).orElse(List.of());
    for (int i = 0; i < words.size(); i++) {
      if (!METERS.contains(words.get(i))) {
        report
            .at(i)
            .fault(
                "there is no meter \"%.80s\"; choose of %s"
                    .formatted(words.get(i), String.join(", ", METERS)));
      }
      show.add(words.get(i));
    }
    return new Monitoring(show);
  }

  static Optional<BackupSchedule> backups(Optional<DraftBackups> sent, FieldReport report) {
    return sent.map(
        b ->
            new BackupSchedule(
                Fields.duration(b.every(), HOUR, Duration.ofDays(31), DAY, report.at("every")),
                Fields.count(b.keep(), 1, 100, 7, report.at("keep"))));
  }
}
