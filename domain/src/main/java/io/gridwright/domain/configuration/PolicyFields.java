package io.gridwright.domain.configuration;

import io.gridwright.domain.configuration.DraftConfiguration.DraftPlacement;
import io.gridwright.domain.configuration.DraftConfiguration.DraftRisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields that steer where a configuration may stand: risk, purpose, dedication. */
final class PolicyFields {
  /** What a configuration is for (F79): blog, spam; sensitive data, hacking; financial, fraud. */
  private enum Purpose {
    BLOG,
    SENSITIVE_DATA,
    FINANCIAL
  }

  private final DraftConfiguration draft;

  PolicyFields(DraftConfiguration draft) {
    this.draft = draft;
  }

  RiskProfile risk(FieldReport report) {
    if (draft.risk().isEmpty()) {
      return RiskProfile.LOW;
    }
    DraftRisk sent = draft.risk().get();
    return new RiskProfile(
        level(sent.spam(), report.at("spam")),
        level(sent.hacking(), report.at("hacking")),
        level(sent.fraud(), report.at("fraud")));
  }

  List<String> purpose(FieldReport report) {
    List<String> purposes = new ArrayList<>();
    for (int i = 0; i < draft.purpose().size(); i++) {
      Fields.word(Optional.of(draft.purpose().get(i)), Purpose.class, report.at(i))
          .map(Enum::name)
          .filter(p -> !purposes.contains(p))
          .ifPresent(purposes::add);
    }
    return purposes;
  }

  Dedication dedicated(FieldReport report) {
    return Fields.word(
        draft.placement().flatMap(DraftPlacement::dedicated),
        Dedication.class,
        Dedication.NONE,
        report);
  }

  private static RiskLevel level(Optional<String> sent, FieldReport report) {
    return Fields.word(sent, RiskLevel.class, RiskLevel.LOW, report);
  }
}
