package io.gridwright.activities.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipMarkTest {
  private static final OwnershipMark MARK = mark("web-1", "01M8F3YZR6N43X5HZ9BVQH9R8J", "ledger-1");

  @Test
  void isReadBackFromTheDescriptionThatItWrote() {
    assertThat(MARK.description())
        .isEqualTo(
            "gridwright: configuration=configuration-1; component=web-1; stateless=true;"
                + " machine=01M8F3YZR6N43X5HZ9BVQH9R8J; installation=ledger-1");
    assertThat(OwnershipMark.read(MARK.description())).contains(MARK);
  }

  @Test
  void isFoundAmongWhatOthersWrote() {
    assertThat(OwnershipMark.read("# Our shop\n  " + MARK.description() + "\nticket 7\n"))
        .contains(MARK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "somebody's own words",
        "gridwright:",
        "gridwright: machine=m-1; installation=ledger-1",
        "gridwright: configuration=c-1; installation=ledger-1",
        "gridwright: configuration=c-1; machine=m-1",
        "gridwright: configuration=c-1; machine=; installation=ledger-1",
        "not gridwright: configuration=c-1; machine=m-1; installation=ledger-1"
      })
  void isNotReadOutOfWhatIsIncompleteSoThatNobodyOwnsIt(String description) {
    assertThat(OwnershipMark.read(description)).isEmpty();
  }

  @Test
  void isOnItsOwnMachineOnly() {
    var twin = mark("web-1", "01M8F3YZR6N43X5HZ9BVQH9R8K", "ledger-1");
    var ofAnotherLedger = mark("web-1", "01M8F3YZR6N43X5HZ9BVQH9R8J", "ledger-2");

    assertThat(MARK.isOn(MARK.description(), Optional.of(MARK.name()))).isTrue();
    assertThat(MARK.isOn(twin.description(), Optional.of(twin.name()))).isFalse();
    assertThat(MARK.isOn(ofAnotherLedger.description(), Optional.of("x"))).isFalse();
  }

  @Test
  void makesANameThatIsALabelAndTellsTheMachineHoweverLongTheComponentsIs() {
    var name = mark("w".repeat(63), "01M8F3YZR6N43X5HZ9BVQH9R8J", "ledger-1").name();

    assertThat(name).hasSize(63).endsWith("-01m8f3yzr6n43x5hz9bvqh9r8j").startsWith("www");
    assertThat(MARK.name()).isEqualTo("web-1-01m8f3yzr6n43x5hz9bvqh9r8j");
  }

  private static OwnershipMark mark(String component, String machine, String installation) {
    return new OwnershipMark(
        new ConfigurationId("configuration-1"),
        component,
        true,
        new MachineId(machine),
        installation);
  }
}
