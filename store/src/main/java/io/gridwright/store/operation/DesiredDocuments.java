package io.gridwright.store.operation;

import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.BalancedPorts;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.DocumentQuota;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The documents by which a configuration holds anything: the one that stands, and those that
 * accepted operations still have to bring about, in their order. What it holds follows from them
 * alone, so that it comes out the same whichever of them ends first, and how.
 *
 * @param standing of the last operation that was committed; empty where none was, or it was undone
 */
public record DesiredDocuments(
    Optional<ConfigurationDocument> standing, List<ConfigurationDocument> wanted) {
  public DesiredDocuments {
    wanted = List.copyOf(wanted);
  }

  /** What the customer asked for last. */
  public Optional<ConfigurationDocument> last() {
    return all().reduce((earlier, later) -> later);
  }

  /** Enough for each of them: they are brought about one after another. */
  public HeldQuota quota() {
    return all().map(DocumentQuota::of).reduce(HeldQuota.NONE, HeldQuota::most);
  }

  /** Components that any of them has. */
  public Set<ComponentId> components() {
    return all().flatMap(document -> document.componentIds().stream()).collect(Collectors.toSet());
  }

  /** Ports and addresses that any of them balances (F41). */
  public Set<String> ports() {
    return all()
        .flatMap(document -> BalancedPorts.claims(document).keySet().stream())
        .collect(Collectors.toSet());
  }

  private Stream<ConfigurationDocument> all() {
    return Stream.concat(standing.stream(), wanted.stream());
  }
}
