package io.gridwright.store.configuration;

import static java.util.stream.Collectors.joining;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.traffic.AddressRow;
import io.gridwright.store.traffic.AddressUse;
import io.gridwright.store.traffic.PausePoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds what a wish names in the document that is wanted; a refusal says what is there instead. */
final class PausePoints {
  private static final String AUTO = "auto";

  private final ConfigurationDocument document;
  private final List<AddressRow> held;

  /**
   * @param held the configuration's addresses
   */
  PausePoints(ConfigurationDocument document, List<AddressRow> held) {
    this.document = document;
    this.held = held;
  }

  PausePoint of(PauseWish wish) {
    Component balancer = balancer(wish.balancer());
    VirtualIp at = at(balancer, wish);
    return wish.member()
        .map(member -> member(balancer, at, member))
        .orElseGet(() -> PausePoint.of(balancer.id().orElseThrow(), at));
  }

  private Component balancer(String name) {
    return document
        .component(name)
        .filter(component -> component.loadBalancing().isPresent())
        .orElseThrow(
            () ->
                missing(
                    "Configuration %s has no load balancer named \"%s\""
                        .formatted(document.name(), name),
                    words(
                        document.components().stream()
                            .filter(component -> component.loadBalancing().isPresent())
                            .toList(),
                        Component::name)));
  }

  private VirtualIp at(Component balancer, PauseWish wish) {
    List<VirtualIp> here =
        balancer.virtualIps().stream().filter(at -> at.port() == wish.port()).toList();
    List<VirtualIp> meant =
        here.stream()
            .filter(at -> wish.address().isEmpty() || answers(balancer, at, wish.address().get()))
            .toList();
    if (here.isEmpty()) {
      throw missing(
          "Balancer %s has no virtual address with port %d".formatted(balancer.name(), wish.port()),
          words(balancer.virtualIps(), at -> address(at) + ":" + at.port()));
    }
    if (meant.isEmpty()) {
      throw missing(
          "Balancer %s has no virtual address %s with port %d"
              .formatted(balancer.name(), wish.address().orElseThrow(), wish.port()),
          words(here, PausePoints::address));
    }
    if (meant.size() > 1) {
      throw new Refusal(
          Problem.of(
                  "conflict",
                  "Balancer %s answers port %d at several addresses (%s); say which with ?address=."
                      .formatted(balancer.name(), wish.port(), words(meant, PausePoints::address)))
              .withErrors(List.of(new FieldError("address", "say which address is meant"))));
    }
    return meant.get(0);
  }

  private boolean answers(Component balancer, VirtualIp at, String address) {
    return address(at).equals(address) || at.address().isEmpty() && given(balancer, address);
  }

  /** Whether the ledger gave it to the balancer for its {@code auto}. */
  private boolean given(Component balancer, String address) {
    return held.stream()
        .filter(AddressRow::isPublic)
        .filter(row -> row.addressUse().equals(Optional.of(AddressUse.VIRTUAL)))
        .filter(row -> row.componentId().equals(balancer.id()))
        .map(AddressRow::address)
        .filter(given -> balancer.virtualIps().stream().noneMatch(at -> names(at, given)))
        .anyMatch(address::equals);
  }

  private static boolean names(VirtualIp at, String address) {
    return at.address().equals(Optional.of(address));
  }

  private PausePoint member(Component balancer, VirtualIp at, PoolMember member) {
    if (!at.pool().contains(member)) {
      throw missing(
          "The pool of %s at port %d has no member %s"
              .formatted(balancer.name(), at.port(), word(member)),
          words(at.pool(), PausePoints::word));
    }
    return PausePoint.of(
        balancer.id().orElseThrow(),
        at,
        document.component(member.component()).flatMap(Component::id).orElseThrow(),
        member.port());
  }

  private static String address(VirtualIp at) {
    return at.address().orElse(AUTO);
  }

  private static String word(PoolMember member) {
    return member.component() + ":" + member.port();
  }

  private static <T> String words(List<T> there, Function<T, String> word) {
    return there.stream().map(word).collect(joining(", "));
  }

  private static Refusal missing(String what, String there) {
    String instead = there.isEmpty() ? "; it has none." : "; it has " + there + ".";
    return Refusal.of("not-found", what + instead);
  }
}
