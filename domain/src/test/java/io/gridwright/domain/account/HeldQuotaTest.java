package io.gridwright.domain.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeldQuotaTest {
  private static final HeldQuota BEFORE = new HeldQuota(1024, 2, 20, 1);

  @Test
  void holdsAtOnceOnlyWhatAChangeAdds() {
    assertThat(new HeldQuota(2048, 1, 30, 1).growthOver(BEFORE))
        .isEqualTo(new HeldQuota(1024, 0, 10, 0));
  }

  @Test
  void mayDifferInBothDirections() {
    assertThat(new HeldQuota(2048, 1, 30, 1).minus(BEFORE))
        .isEqualTo(new HeldQuota(1024, -1, 10, 0));
  }

  @Test
  void fitsWhereItEqualsTheCeiling() {
    assertThat(BEFORE.fitsIn(new Ceiling(1024, 2, 20, 1))).isTrue();
    assertThat(BEFORE.fitsIn(new Ceiling(1023, 2, 20, 1))).isFalse();
    assertThat(BEFORE.fitsIn(new Ceiling(1024, 1, 20, 1))).isFalse();
    assertThat(BEFORE.fitsIn(new Ceiling(1024, 2, 19, 1))).isFalse();
    assertThat(BEFORE.fitsIn(new Ceiling(1024, 2, 20, 0))).isFalse();
  }
}
