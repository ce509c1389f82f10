package io.gridwright.worker.fault;

import static io.gridwright.worker.fault.FaultBench.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.operation.Problem;
import io.gridwright.domain.operation.Reason;
import io.gridwright.proxmox.value.MemoryMib;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.vm.VmSettings;
import io.gridwright.store.testing.Documents;
import io.gridwright.worker.testing.Root;
import io.gridwright.worker.testing.SideBySide;
import io.gridwright.workflows.operation.Steps;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Room that others take behind the ledger's back (F94), and room that is nowhere. */
interface RoomFaults {
  /** Below the engine's own range. */
  int STRANGERS = 5_000;

  FaultBench bench();

  @Test
  @SideBySide
  default void placesAgainWhereANodeProvesFullerThanItsRow() {
    var home = bench().home(2);
    var strangers = new CopyOnWriteArrayList<VmRef>();
    var order =
        bench()
            .ordered(
                web(home),
                "Verify",
                accepted -> strangers.add(fill(bench().web(accepted).node().value())));

    bench().succeeded(order);

    var full = strangers.get(0).node().text();
    assertThat(bench().web(order).node().value()).isEqualTo(home.other(full));
    assertThat(bench().step(order, Steps.PLACE).attempts()).isEqualTo(2);
    assertThat(bench().steps(order, Steps.VERIFY))
        .extracting(step -> step.node())
        .containsExactly(full, home.other(full));
    strangers.forEach(bench().root()::destroy);
  }

  @Test
  @SideBySide
  default void failsAndTellsWhereNothingFitsAnyMore() {
    var home = bench().home(2);
    var strangers = new CopyOnWriteArrayList<VmRef>();
    var order =
        bench()
            .ordered(
                web(home),
                "Verify",
                accepted -> home.nodes().forEach(node -> strangers.add(fill(node))));

    var problem = bench().failed(order);

    countsEveryNode(problem, "web");
    assertThat(problem.reasons())
        .filteredOn(reason -> reason.rule().equals("memory"))
        .extracting(Reason::nodes)
        .containsExactly(2);
    strangers.forEach(bench().root()::destroy);
  }

  /** A guest that needs nearly all of a node's memory, made directly over the hypervisor's API. */
  private VmRef fill(String node) {
    var stranger = Root.ref(node, STRANGERS + Integer.parseInt(node.substring("pve".length())));
    bench().root().create(stranger, VmSettings.none().memory(MemoryMib.of(65_400)));
    return stranger;
  }

  @Test
  @SideBySide
  default void failsAndTellsWhatWouldFitWhereNoNodeIsLargeEnough() {
    var order = bench().engine().order(Documents.web("shop", 70_000, 20));

    var problem = bench().failed(order);

    countsEveryNode(problem, "web");
    assertThat(problem.detail()).contains("nothing was kept");
    assertThat(problem.suggestions()).isNotEmpty();
    assertThat(bench().engine().configuration(order.configuration()).state())
        .isEqualTo(io.gridwright.domain.configuration.ConfigurationState.FAILED);
  }

  /** The reasons of a component account for each node of the grid once. */
  private void countsEveryNode(Problem problem, String component) {
    assertThat(problem.name()).isEqualTo("no-capacity");
    List<Reason> reasons =
        problem.reasons().stream().filter(reason -> reason.component().equals(component)).toList();
    assertThat(reasons.stream().mapToInt(Reason::nodes).sum())
        .as("nodes of %s", reasons)
        .isEqualTo(bench().engine().grid().nodes().size());
  }
}
