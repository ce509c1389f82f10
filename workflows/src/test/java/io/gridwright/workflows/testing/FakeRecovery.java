package io.gridwright.workflows.testing;

import io.gridwright.domain.grid.GridWorkId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.workflows.recovery.LostNodeActivities;
import io.gridwright.workflows.recovery.RecoveryActivities;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** A node, pve1, that is lost and comes back, look by look. */
public final class FakeRecovery implements RecoveryActivities, LostNodeActivities {
  private static final NodeName NODE = new NodeName("pve1");

  private final Script script;
  private final Deque<Outlook> looks = new ArrayDeque<>();
  private final List<MachineId> off = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private int proofAfter = Integer.MAX_VALUE;
  private boolean proved;
  private boolean lostAtEnd;

  FakeRecovery(Script script) {
    this.script = script;
  }

  /** What the next looks find; after the last of all the work has ended. */
  public synchronized void finds(Stage stage, int times) {
    for (int i = 0; i < times; i++) {
      looks.add(new Outlook(true, NODE, stage, false));
    }
  }

  /** The next look finds it lost, with balancers that wait for proof as long as there is none. */
  public synchronized void findsProofWanted(int times) {
    for (int i = 0; i < times; i++) {
      looks.add(new Outlook(true, NODE, Stage.LOST, true));
    }
  }

  /** It is proved when it is tried for the nth time. */
  public synchronized void provesAt(int attempt) {
    proofAfter = attempt;
  }

  /** Of what should run there this is off. */
  public synchronized void isOff(String... machines) {
    List.of(machines).forEach(machine -> off.add(new MachineId(machine)));
  }

  /** When its recovery is to end it is lost again, once. */
  public synchronized void isLostAtEnd() {
    lostAtEnd = true;
  }

  /** The words that it ended with. */
  public synchronized List<String> ends() {
    return List.copyOf(ends);
  }

  @Override
  public Outlook lookAtLoss(GridWorkId work) {
    return play(
        "look",
        () -> {
          if (looks.isEmpty()) {
            return new Outlook(false, NODE, Stage.BACK, false);
          }
          Outlook next = looks.poll();
          return new Outlook(
              next.running(), next.node(), next.stage(), next.proofWanted() && !proved);
        });
  }

  @Override
  public String orderRebuilding(GridWorkId work) {
    return play("rebuild" + (proved ? " proved" : ""), () -> "It is lost.");
  }

  @Override
  public void orderStart(GridWorkId work, List<MachineId> those) {
    play("start " + those.stream().map(MachineId::value).toList(), () -> true);
  }

  @Override
  public boolean endRecovery(GridWorkId work, String words) {
    return play(
        "end recovery",
        () -> {
          boolean ended = !lostAtEnd;
          lostAtEnd = false;
          if (ended) {
            ends.add(words);
          }
          return ended;
        });
  }

  @Override
  public boolean prove(NodeName node) {
    return play(
        "prove " + node.value(),
        () -> {
          proved = script.count("prove " + node.value()) >= proofAfter;
          return proved;
        });
  }

  @Override
  public List<MachineId> switchedOff(NodeName node) {
    return play("switched off " + node.value(), () -> List.copyOf(off));
  }

  private <T> T play(String step, Supplier<T> effect) {
    return script.play(
        step,
        () -> {
          synchronized (this) {
            return effect.get();
          }
        });
  }
}
