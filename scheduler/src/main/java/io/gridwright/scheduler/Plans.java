package io.gridwright.scheduler;

import io.gridwright.scheduler.model.Shape;
import io.gridwright.scheduler.model.View;
import io.gridwright.scheduler.placement.FinishedPlan;
import io.gridwright.scheduler.placement.FinishedPlan.Pair;
import io.gridwright.scheduler.placement.PlacementComponent;
import io.gridwright.scheduler.placement.PlacementNode;
import io.gridwright.scheduler.search.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What a search chose by shapes, told by machines: equal ones take the nodes in order of names. */
final class Plans {
  private Plans() {}

  static FinishedPlan finished(View view, List<Entry> entries) {
    Map<Integer, Iterator<PlacementComponent>> members = new HashMap<>();
    view.shapes().forEach(s -> members.put(s.index(), s.members().iterator()));
    List<Pair> pairs = new ArrayList<>();
    entries.stream()
        .sorted(Comparator.comparingInt(Entry::node))
        .forEach(
            entry -> {
              PlacementNode node = view.grid().node(entry.node());
              for (Shape shape : entry.group().shapes()) {
                pairs.add(new Pair(members.get(shape.index()).next(), node));
              }
            });
    List<PlacementComponent> order = view.problem().components();
    pairs.sort(Comparator.comparingInt(pair -> order.indexOf(pair.component())));
    return new FinishedPlan(view.problem(), view.policy(), pairs);
  }
}
