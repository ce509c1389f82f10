package io.gridwright.engine;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClockworkTest {
  private static final Duration OFTEN = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final AtomicInteger rounds = new AtomicInteger();

  @Test
  void goesOnWhenARoundFails() {
    try (var clockwork = Clockwork.start("failing", Duration.ZERO, OFTEN, this::fail)) {
      await().atMost(PATIENCE).until(() -> rounds.get() >= 3);
    }
  }

  @Test
  void goesOnWhenARoundEndsWithAnError() {
    try (var clockwork = Clockwork.start("broken", Duration.ZERO, OFTEN, this::breakDown)) {
      await().atMost(PATIENCE).until(() -> rounds.get() >= 3);
    }
  }

  @Test
  void stopsWhenItIsClosed() {
    var clockwork = Clockwork.start("closing", Duration.ZERO, OFTEN, rounds::incrementAndGet);
    await().atMost(PATIENCE).until(() -> rounds.get() >= 1);

    clockwork.close();

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("closing")));
  }

  private void fail() {
    rounds.incrementAndGet();
    throw new IllegalStateException("away");
  }

  private void breakDown() {
    rounds.incrementAndGet();
    throw new NoClassDefFoundError("io/gridwright/Missing");
  }
}
