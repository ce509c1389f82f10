package io.gridwright.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PreparationTest {
  private static final Duration NO_PAUSE = Duration.ofMillis(1);

  private final List<String> done = new CopyOnWriteArrayList<>();
  private final AtomicBoolean databaseAnswers = new AtomicBoolean();

  private final Preparation.Stage database =
      new Preparation.Stage(
          "the database",
          () -> {
            if (!databaseAnswers.get()) {
              throw new IllegalStateException("it is away", new RuntimeException("refused"));
            }
            done.add("database");
          });

  @Test
  void saysWhatItWaitsForAndGoesOnByItselfWhenThatComes() {
    var temporal = new Preparation.Stage("Temporal", () -> done.add("temporal"));
    try (var preparation = Preparation.begin("test", NO_PAUSE, List.of(database, temporal))) {
      await()
          .untilAsserted(
              () ->
                  assertThat(preparation.waitingFor())
                      .contains("the database: it is away (refused)"));
      assertThat(preparation.done()).isFalse();
      databaseAnswers.set(true);
      await().until(preparation::done);
      assertThat(preparation.waitingFor()).isEmpty();
      assertThat(done).containsExactly("database", "temporal");
    }
  }

  @Test
  void tellsAnErrorToo() {
    var broken =
        new Preparation.Stage(
            "the workers",
            () -> {
              throw new UnsatisfiedLinkError("no solver here");
            });
    try (var preparation = Preparation.begin("test", NO_PAUSE, List.of(broken))) {
      await()
          .untilAsserted(
              () -> assertThat(preparation.waitingFor()).contains("the workers: no solver here"));
    }
  }

  @Test
  void endsInTheMiddleOfAnAttempt() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var interrupted = new AtomicReference<Boolean>();
    var endless =
        new Preparation.Stage(
            "what never comes",
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException stopped) {
                interrupted.set(true);
              }
            });
    var after = new Preparation.Stage("the next", () -> done.add("next"));
    var preparation = Preparation.begin("test", NO_PAUSE, List.of(endless, after));
    begun.await();
    preparation.close();
    assertThat(interrupted.get()).isTrue();
    assertThat(done).isEmpty();
    assertThat(preparation.done()).isFalse();
  }
}
