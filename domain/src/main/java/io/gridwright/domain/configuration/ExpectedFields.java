package io.gridwright.domain.configuration;

import io.gridwright.domain.configuration.DraftComponent.DraftExpected;
import java.util.Optional;

/** What the customer expects of a component (F22, F81). */
final class ExpectedFields {
  private static final long MAXIMUM_PACKETS = 100_000_000;
  private static final int MAXIMUM_PACKET_BYTES = 65_535;
  private static final long MAXIMUM = 1_000_000_000_000L;

  private ExpectedFields() {}

  static ExpectedBehaviour read(Optional<DraftExpected> sent, FieldReport report) {
    return sent.map(s -> read(s, report)).orElse(ExpectedBehaviour.UNSTATED);
  }

  private static ExpectedBehaviour read(DraftExpected sent, FieldReport report) {
    requireBoth(sent, report);
    return new ExpectedBehaviour(
        Fields.word(
            sent.traffic(),
            ExpectedBehaviour.Traffic.class,
            ExpectedBehaviour.Traffic.NORMAL,
            report.at("traffic")),
        sent.compressed().orElse(false),
        amount(sent.packetsPerSecond(), MAXIMUM_PACKETS, report.at("packetsPerSecond")),
        amount(sent.packetBytes(), MAXIMUM_PACKET_BYTES, report.at("packetBytes"))
            .map(Math::toIntExact),
        amount(sent.accessesPerHour(), MAXIMUM, report.at("accessesPerHour")),
        amount(sent.accessSeconds(), MAXIMUM, report.at("accessSeconds")),
        amount(sent.bytesPerAccess(), MAXIMUM, report.at("bytesPerAccess")));
  }

  /** Packets say something of bandwidth only with their size. */
  private static void requireBoth(DraftExpected sent, FieldReport report) {
    if (sent.packetsPerSecond().isPresent() && sent.packetBytes().isEmpty()) {
      report.at("packetBytes").fault("packetsPerSecond is given without it; add the packets' size");
    }
    if (sent.packetBytes().isPresent() && sent.packetsPerSecond().isEmpty()) {
      report.at("packetsPerSecond").fault("packetBytes is given without it; add the packets' rate");
    }
  }

  private static Optional<Long> amount(Optional<Long> sent, long max, FieldReport report) {
    return sent.map(s -> Fields.number(sent, 1, max, 1, report));
  }
}
