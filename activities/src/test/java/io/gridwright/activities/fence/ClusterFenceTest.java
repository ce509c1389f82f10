package io.gridwright.activities.fence;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.cluster.HaManagerStatus;
import io.gridwright.proxmox.cluster.HaManagerStatus.LastWord;
import io.gridwright.proxmox.cluster.HaStatus;
import io.gridwright.proxmox.value.Vmid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of the manager's words is a proof. */
class ClusterFenceTest {
  private static final NodeName NODE = new NodeName("pve2");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      nullValues = "-",
      textBlock =
          """
          quorate | master | local manager         | last word (mode, state)    | kept at | state     | doubt
          yes     | yes    | old timestamp - dead? | active active              | pve2    | recovery  | -
          no      | yes    | old timestamp - dead? | active active              | pve2    | recovery  | lost the majority
          yes     | no     | old timestamp - dead? | active active              | pve2    | recovery  | no active manager
          yes     | yes    | active                | active active              | pve2    | recovery  | heard of just now
          yes     | yes    | -                     | active active              | pve2    | recovery  | heard of just now
          yes     | yes    | old timestamp - dead? | active wait_for_agent_lock | pve2    | recovery  | no watchdog
          yes     | yes    | old timestamp - dead? | active lost_agent_lock     | pve2    | recovery  | no watchdog
          yes     | yes    | old timestamp - dead? | active maintenance         | pve2    | recovery  | no watchdog
          yes     | yes    | old timestamp - dead? | restart active             | pve2    | recovery  | no watchdog
          yes     | yes    | old timestamp - dead? | shutdown active            | pve2    | recovery  | no watchdog
          yes     | yes    | old timestamp - dead? | disarm active              | pve2    | recovery  | no watchdog
          yes     | yes    | old timestamp - dead? | -                          | pve2    | recovery  | no watchdog
          yes     | yes    | old timestamp - dead? | active active              | pve2    | started   | not fenced it yet
          yes     | yes    | old timestamp - dead? | active active              | pve2    | fence     | not fenced it yet
          yes     | yes    | old timestamp - dead? | active active              | pve3    | recovery  | keeps nothing there
          yes     | yes    | old timestamp - dead? | active active              | -       | -         | keeps nothing there
          """)
  void believesTheManagerOnlyWhereAWatchdogWasArmedAndTheLockTakenOver(
      String quorate,
      String master,
      String local,
      String lastWord,
      String keptAt,
      String state,
      String doubt) {
    var node = node(NODE.value());
    var status =
        new HaStatus(
            quorate.equals("yes"),
            Optional.of(node("pve1")),
            Optional.of(node("pve1")),
            master.equals("yes"),
            Optional.ofNullable(local)
                .map(
                    words ->
                        new HaStatus.LocalManager(node, "pve2 (" + words + ")", Optional.empty()))
                .stream()
                .toList(),
            keptAt == null
                ? List.of()
                : List.of(new HaStatus.Service(Vmid.of(900), node(keptAt), state, "started")));
    var written =
        new HaManagerStatus(
            lastWord == null
                ? Map.of()
                : Map.of(node, new LastWord(lastWord.split(" ")[0], lastWord.split(" ")[1])));

    Optional<String> said = ClusterFence.doubt(NODE, status, written);

    if (doubt == null) {
      assertThat(said).isEmpty();
    } else {
      assertThat(said).hasValueSatisfying(words -> assertThat(words).contains(doubt));
    }
  }

  private static io.gridwright.proxmox.value.NodeName node(String name) {
    return io.gridwright.proxmox.value.NodeName.of(name);
  }
}
