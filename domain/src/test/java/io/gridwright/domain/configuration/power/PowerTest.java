package io.gridwright.domain.configuration.power;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ComponentState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PowerTest {
  private static final List<String> SHOP = List.of("lb", "web-1", "web-2", "app", "db");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RUNNING      | true  | START STOP RESTART SUSPEND | STOP RESTART SUSPEND",
        "RUNNING      | false | START STOP RESTART         | STOP RESTART",
        "STOPPED      | true  | START STOP                 | START",
        "SUSPENDED    | true  | STOP SUSPEND RESUME        | STOP RESUME",
        "PROVISIONING | true  |                            |",
        "PAUSED       | true  |                            |",
        "LOST         | true  |                            |",
        "FAILED       | true  |                            |",
        "DELETED      | true  |                            |",
      })
  void whatAComponentTakesAndWhatIsOfferedDependOnItsState(
      ComponentState state, boolean exposed, String taken, String offered) {
    assertThat(
            Arrays.stream(PowerAction.values()).filter(a -> a.isTakenBy(state, exposed)).toList())
        .isEqualTo(actions(taken));
    assertThat(PowerAction.offered(state, exposed)).isEqualTo(actions(offered));
  }

  @ParameterizedTest
  @CsvSource({
    "START, db / app / web-1 web-2 / lb",
    "STOP, lb / web-1 web-2 / app / db",
    "RESTART, db / app / web-1 / web-2 / lb",
    "SUSPEND, lb / web-1 web-2 / app / db",
    "RESUME, db / app / web-1 web-2 / lb"
  })
  void dataRunFirstAndStopLastAndARestartTakesOneAfterTheOther(PowerAction action, String order) {
    assertThat(words(PowerOrder.groups(action, SHOP, PowerTest::kind))).isEqualTo(order);
  }

  @Test
  void tiersThatAreNotThereAreNoGroups() {
    assertThat(words(PowerOrder.groups(PowerAction.STOP, List.of("db", "web-1"), PowerTest::kind)))
        .isEqualTo("web-1 / db");
    assertThat(PowerOrder.groups(PowerAction.START, List.<String>of(), PowerTest::kind)).isEmpty();
  }

  @Test
  void afterEachActionItIsKnownWhatIsWanted() {
    assertThat(PowerAction.START.wanted()).isEqualTo(WantedPower.RUNNING);
    assertThat(PowerAction.RESTART.wanted()).isEqualTo(WantedPower.RUNNING);
    assertThat(PowerAction.RESUME.wanted()).isEqualTo(WantedPower.RUNNING);
    assertThat(PowerAction.STOP.wanted()).isEqualTo(WantedPower.STOPPED);
    assertThat(PowerAction.SUSPEND.wanted()).isEqualTo(WantedPower.SUSPENDED);
  }

  private static ComponentKind kind(String name) {
    return switch (name) {
      case "lb" -> ComponentKind.LOAD_BALANCER;
      case "app" -> ComponentKind.APP;
      case "db" -> ComponentKind.DATABASE;
      default -> ComponentKind.WEB;
    };
  }

  private static String words(List<List<String>> groups) {
    return groups.stream().map(group -> String.join(" ", group)).collect(Collectors.joining(" / "));
  }

  private static List<PowerAction> actions(String words) {
    return words == null
        ? List.of()
        : Arrays.stream(words.split(" ")).map(PowerAction::valueOf).toList();
  }
}
