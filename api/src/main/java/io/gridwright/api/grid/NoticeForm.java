package io.gridwright.api.grid;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.store.notice.NoticeKind;
import io.gridwright.store.notice.NoticeRow;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;

/** Something that customers or operators were told without asking. */
public record NoticeForm(
    String id,
    NoticeKind kind,
    String text,
    Instant at,
    @Schema(description = "Who was told; null where it is for operators alone")
        Optional<String> accountId,
    @Schema(description = "What it is about; null where it is about the grid")
        Optional<String> configurationId) {
  static NoticeForm from(NoticeRow notice) {
    return new NoticeForm(
        notice.id(),
        notice.kind(),
        notice.text(),
        notice.at(),
        notice.accountId().map(AccountId::value),
        notice.configurationId().map(ConfigurationId::value));
  }
}
