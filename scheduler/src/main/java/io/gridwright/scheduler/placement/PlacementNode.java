package io.gridwright.scheduler.placement;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A node as placement sees it.
 *
 * @param capacity all of it, over-commitment included
 * @param used allocated, reserved and foreign together; may exceed the capacity
 * @param labels set by operators, such as {@code rack}
 * @param images that it holds
 * @param present machines that stand there, of whatever configuration
 */
public record PlacementNode(
    NodeName name,
    NodeState state,
    Capacity capacity,
    Capacity used,
    Map<String, String> labels,
    Set<ImageId> images,
    List<PresentMachine> present) {

  /** Label of the node group that operators divide the grid into. */
  public static final String GROUP = "group";

  private static final String RACK = "rack";
  private static final String ISOLATED = "isolated";
  private static final String DEDICATED_TO = "dedicatedTo";
  private static final String LICENCES = "licences";

  /** Set by whoever reads the grid: guests stand there that nobody ordered here. */
  public static final String STRANGERS = "strangers";

  public PlacementNode {
    labels = Map.copyOf(labels);
    images = Set.copyOf(images);
    present = List.copyOf(present);
  }

  /** What is left; negative where more is used than there is. */
  public Capacity free() {
    return capacity.minus(used);
  }

  /** Its failure domain: the label {@code rack}, else the node by itself. */
  public String rack() {
    String label = labels.get(RACK);
    return label == null ? "node " + name.value() : "rack " + label;
  }

  /** Whether an operator keeps it for risky configurations: the label {@code isolated}. */
  public boolean isolated() {
    return Boolean.parseBoolean(labels.get(ISOLATED));
  }

  /** Whether guests stand there that nobody ordered here; whose they are is not known. */
  public boolean strangers() {
    return Boolean.parseBoolean(labels.get(STRANGERS));
  }

  /** The account that an operator keeps it for: the label {@code dedicatedTo}. */
  public Optional<AccountId> dedicatedTo() {
    return Optional.ofNullable(labels.get(DEDICATED_TO)).map(AccountId::new);
  }

  /** Operating systems whose fee is paid there: the label {@code licences}, by commas. */
  public Set<String> licences() {
    String list = labels.get(LICENCES);
    return list == null
        ? Set.of()
        : Arrays.stream(list.split(","))
            .map(String::strip)
            .filter(os -> !os.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
  }
}
