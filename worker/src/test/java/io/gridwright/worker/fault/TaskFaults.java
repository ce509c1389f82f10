package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.worker.testing.SideBySide;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that are forgotten or warn, and calls that the token may not make. */
interface TaskFaults {

  FaultBench bench();

  /** Fault 12: rotated away, or asked at the wrong node. */
  @Test
  @SideBySide
  default void readsWhatIsThereWhereATaskIsForgotten() {
    var home = bench().home(1);
    home.on("GET", "/tasks/*qmclone*/status").refuse(400, "no such task");
    home.on("GET", "/tasks/*qmstart*/status").refuse(400, "no such task");

    bench().succeeds(web(home));
  }

  /** Fault 12. */
  @Test
  @SideBySide
  default void deletesThoughTheTasksAreForgotten() {
    var home = bench().home(1);
    var shop = bench().succeeds(web(home));
    home.on("GET", "/tasks/*/status").refuse(400, "no such task");

    bench().isDeleted(shop);
  }

  /** Fault 12. */
  @Test
  @SideBySide
  default void undoesThoughTheTasksAreForgotten() {
    var home = bench().home(1);

    bench()
        .isCancelled(
            home, web(home), () -> home.on("GET", "/tasks/*/status").refuse(400, "no such task"));
  }

  /** Fault 13. */
  @Test
  @SideBySide
  default void takesATaskWithWarningsForDone() {
    var home = bench().home(1);
    var warned =
        List.of(
            home.on("POST", "/qemu/*/clone").endTask("WARNINGS: 1"),
            home.on("POST", "/qemu/*/status/start").endTask("WARNINGS: 1"),
            home.on("POST", "/qemu/*/status/stop").endTask("WARNINGS: 1"),
            home.on("DELETE", "/qemu/*").endTask("WARNINGS: 1"));

    bench().isDeleted(bench().succeeds(web(home)));

    assertThat(warned).allMatch(task -> task.count() == 1);
  }

  /** PVE-D18: a refusal that names neither path nor privilege. */
  @Test
  @SideBySide
  default void failsAndAsksForTheRightWhereTheTokenLacksIt() {
    var home = bench().home(1);
    home.on("POST", "/qemu/*/clone").refuse(403, "Permission check failed");

    var problem = bench().fails(web(home));

    assertThat(problem.detail())
        .contains("clone vm ", "Permission check failed", "give the engine's API token");
  }
}
