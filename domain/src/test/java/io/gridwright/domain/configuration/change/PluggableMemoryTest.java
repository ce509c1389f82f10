package io.gridwright.domain.configuration.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluggableMemoryTest {
  @ParameterizedTest
  @CsvSource({
    "0, false",
    "512, false",
    "1023, false",
    "1024, true",
    "1300, false",
    "1536, true",
    "2048, true",
    "17408, true",
    "17920, false",
    "18432, true",
    "50176, true",
    "51200, false",
    "52224, true",
  })
  void isMadeOfWholeModules(long memoryMib, boolean fits) {
    assertThat(PluggableMemory.fits(memoryMib)).isEqualTo(fits);
  }
}
