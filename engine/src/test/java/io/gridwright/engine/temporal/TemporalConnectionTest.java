package io.gridwright.engine.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.engine.testing.TemporalUnderTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemporalConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void saysWhetherTheServerAnswers() {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect()) {
      assertThat(connection.answers(PATIENCE)).isTrue();
      assertThat(connection.namespaceExists()).isTrue();

      temporal.close();

      assertThat(connection.answers(Duration.ofSeconds(1))).isFalse();
      assertThat(connection.namespaceExists()).isFalse();
    }
  }

  @Test
  void opensWithoutWaitingForTheServer() {
    int port = TemporalUnderTest.freePort();
    try (var connection = TemporalUnderTest.connect(port)) {
      assertThat(connection.answers(Duration.ofSeconds(1))).isFalse();

      try (var temporal = TemporalUnderTest.start(port)) {
        assertThat(connection.answers(PATIENCE)).isTrue(); // it waits for the connection
      }
    }
  }

  @Test
  void namesTheCertificateThatItCannotRead() {
    var tls =
        new TemporalSettings.Tls(Path.of("missing.pem"), Path.of("missing.key"), Optional.empty());

    assertThatThrownBy(
            () ->
                TemporalConnection.open(
                    new TemporalSettings(
                        "127.0.0.1:1", "default", Optional.of(tls), Optional.empty())))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("missing.pem");
  }

  @Test
  void registersSearchAttributesThatAreKnownAlready() {
    try (var temporal = TemporalUnderTest.start();
        var connection = temporal.connect()) {
      SearchAttributeRegistration.register(connection);
      SearchAttributeRegistration.register(connection);
    }
  }
}
