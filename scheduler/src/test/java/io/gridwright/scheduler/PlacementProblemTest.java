package io.gridwright.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ExpectedBehaviour;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementProblem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlacementProblemTest {

  @Test
  void refusesANodeOrMachineGivenTwice() {
    PlacementComponent web = Grids.machine("web", ComponentKind.WEB, Capacity.NONE);

    assertThatThrownBy(() -> Grids.problem(Grids.emulated(1), web, web))
        .hasMessageContaining("web is given twice");
    assertThatThrownBy(
            () ->
                new PlacementProblem(
                    Grids.SHOP,
                    List.of(Grids.emulated(1).get(0), Grids.emulated(1).get(0)),
                    List.of(),
                    1))
        .hasMessageContaining("pve01 is given twice");
  }

  @Test
  void placesEveryMachineOfAComponentByItsEffectiveDemand() {
    Component web =
        new Component(
            Optional.empty(),
            "web",
            ComponentKind.WEB,
            Grids.DEBIAN,
            1024,
            Optional.empty(),
            1,
            20,
            100,
            true,
            2,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            new ExpectedBehaviour(
                ExpectedBehaviour.Traffic.HEAVY,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            List.of(),
            Optional.empty());

    List<PlacementComponent> machines =
        PlacementComponent.machinesOf(new ComponentId("id-web"), web, Optional.empty());

    assertThat(machines).extracting(PlacementComponent::label).containsExactly("web", "web#1");
    assertThat(machines)
        .allSatisfy(m -> assertThat(m.demand()).isEqualTo(new Capacity(1024, 2, 20, 150)));
  }
}
