package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.pair;
import static io.gridwright.worker.fault.FaultBench.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.worker.testing.Home;
import io.gridwright.worker.testing.SideBySide;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that cannot be made, and calls that were carried out and whose answer is lost. */
interface AnswerFaults {
  String NO_ROUTE = "No route to host";

  FaultBench bench();

  /** Fault 3: the node is back before anybody has noticed. */
  @Test
  @SideBySide
  default void buildsAgainWhatANodeThatCouldNotBeReachedForAMomentBrokeOff() {
    var home = bench().home(1);
    var cut = home.on("POST", "/qemu/*/status/start").times(2).status(595, NO_ROUTE);

    bench().succeeds(web(home));

    assertThat(cut.count()).isEqualTo(2);
  }

  /** Fault 3. */
  @Test
  @SideBySide
  default void deletesThoughTheNodeCouldNotBeReachedForAMoment() {
    var home = bench().home(1);
    var shop = bench().succeeds(web(home));
    var cut = home.on("*", "/qemu/*/config").times(4).status(595, NO_ROUTE);

    bench().isDeleted(shop);

    assertThat(cut.count()).isEqualTo(4);
  }

  /** Fault 3. */
  @Test
  @SideBySide
  default void undoesThoughTheNodeCouldNotBeReachedForAMoment() {
    var home = bench().home(1);

    bench()
        .isCancelled(
            home, web(home), () -> home.on("*", "/qemu/*/config").times(4).status(595, NO_ROUTE));
  }

  /** How the answer to a call that was carried out is lost. */
  enum Loss {
    /** Fault 4: slower than the hop waits. */
    TOO_SLOW {
      @Override
      Home.Met of(Home.Trouble call) {
        return call.status(596, "Connection timed out");
      }
    },
    /** Fault 15. */
    INTERNAL {
      @Override
      Home.Met of(Home.Trouble call) {
        return call.status(599, "Too many redirections");
      }
    },
    /** Fault 15. */
    CUT {
      @Override
      Home.Met of(Home.Trouble call) {
        return call.dropReply();
      }
    };

    abstract Home.Met of(Home.Trouble call);
  }

  /** Faults 4 and 15: each kind of write that a provisioning and a deletion make. */
  @ParameterizedTest
  @EnumSource
  @SideBySide
  default void findsWhatItDidWhereTheAnswerIsLost(Loss loss) {
    var home = bench().home(1);
    var lost =
        Stream.of(
                home.on("POST", "/qemu/*/clone").once(),
                home.on("PUT", "/qemu/*/config").times(2),
                home.on("PUT", "/qemu/*/resize").once(),
                home.on("POST", "/qemu/*/firewall/rules").once(),
                home.on("PUT", "/qemu/*/firewall/options").once(),
                home.on("POST", "/qemu/*/status/start").once(),
                home.on("POST", "/qemu/*/agent/exec").times(2),
                home.on("POST", "/qemu/*/agent/file-write").times(2))
            .map(loss::of)
            .toList();
    var shop = bench().succeeds(pair(home));
    assertThat(bench().engine().page(shop.configuration())).isEqualTo("web");
    assertThat(lost).noneMatch(call -> call.count() == 0);

    var removal = lostRemoval(home, loss);
    bench().isDeleted(shop);
    assertThat(removal).noneMatch(call -> call.count() == 0);
  }

  /** Faults 4 and 15. */
  @ParameterizedTest
  @EnumSource
  @SideBySide
  default void undoesWhatItDidWhereTheAnswerIsLost(Loss loss) {
    var home = bench().home(1);
    var clone = loss.of(home.on("POST", "/qemu/*/clone").once());
    var removal = lostRemoval(home, loss);

    bench().isCancelled(home, web(home), () -> {});

    assertThat(clone.count()).isOne();
    assertThat(removal).noneMatch(call -> call.count() == 0);
  }

  private static List<Home.Met> lostRemoval(Home home, Loss loss) {
    return List.of(
        loss.of(home.on("POST", "/qemu/*/status/stop").once()),
        loss.of(home.on("DELETE", "/qemu/*").once()));
  }
}
