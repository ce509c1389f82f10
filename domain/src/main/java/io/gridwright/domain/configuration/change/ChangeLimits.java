package io.gridwright.domain.configuration.change;

import io.gridwright.domain.configuration.AddressRequest;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.EffectiveDemand;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.domain.operation.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What this release cannot bring about on a configuration that runs, each with what to do instead.
 * It is refused when it is asked for, so that no accepted change stays half done: stateless servers
 * come and go and are replaced, wires and pools follow, disks grow and rates change, memory and
 * vCPUs of servers with data grow and their keys change; they do not shrink, and nothing that moves
 * a public address is replaced yet.
 */
public final class ChangeLimits {
  private final ConfigurationDocument before;
  private final ConfigurationDocument after;
  private final List<FieldError> faults = new ArrayList<>();

  private ChangeLimits(ConfigurationDocument before, ConfigurationDocument after) {
    this.before = before;
    this.after = after;
  }

  /**
   * Faults by field of the desired document; none where all of it can be carried out.
   *
   * @param change from the one to the other
   */
  public static List<FieldError> of(
      DocumentChange change, ConfigurationDocument before, ConfigurationDocument after) {
    ChangeLimits limits = new ChangeLimits(before, after);
    limits.document();
    for (int i = 0; i < after.components().size(); i++) {
      Component desired = after.components().get(i);
      String path = "/components/" + i;
      ComponentChange own = change.of(desired.name());
      before.components().stream()
          .filter(present -> own.id().isPresent() && present.id().equals(own.id()))
          .findFirst()
          .ifPresent(present -> limits.component(path, present, desired, own));
    }
    return List.copyOf(limits.faults);
  }

  private void document() {
    if (!before.name().equals(after.name())) {
      fault("/name", "A configuration keeps its name; leave it \"%s\".".formatted(before.name()));
    }
    if (before.effectiveRisk().risky() != after.effectiveRisk().risky()) {
      fault(
          "/risk",
          "Servers would have to leave their neighbours for it; order a new configuration.");
    }
    if (before.dedicated() != after.dedicated()) {
      fault(
          "/placement/dedicated",
          "Servers would have to leave their neighbours for it; order a new configuration.");
    }
  }

  private void component(
      String path, Component present, Component desired, ComponentChange change) {
    if (!present.name().equals(desired.name())) {
      fault(
          path + "/name",
          "Renaming is not possible yet; leave it \"%s\", or add one of the new name and remove it."
              .formatted(present.name()));
    }
    How how = change.how();
    if (how == How.SWAP && isReplaceable(present) && isReplaceable(desired)) {
      return; // a new machine is whatever it shall be
    }
    if (how == How.SWAP || how == How.RESTART) {
      fault(
          path,
          "It cannot be replaced without an interruption yet (%s); add another beside it instead."
              .formatted(String.join("; ", change.why())));
      return;
    }
    stays(path + "/spreadOver", present, desired, Component::spreadOver);
    if (!present.expected().equals(desired.expected())) {
      stays(path + "/expected", present, desired, EffectiveDemand::perMachine);
    }
    stays(path + "/hostName", present, desired, Component::hostName);
    stays(path + "/addresses", present, desired, Component::addresses);
    stays(path + "/loadBalancer/virtualIps", present, desired, ChangeLimits::virtualAddresses);
  }

  /** No address that clients know moves with it, and nothing on its disk is missed. */
  private static boolean isReplaceable(Component component) {
    return component.stateless()
        && component.kind() != ComponentKind.LOAD_BALANCER
        && component.addresses().stream()
            .noneMatch(a -> a.visibility() == AddressRequest.Visibility.PUBLIC);
  }

  private static Set<Optional<String>> virtualAddresses(Component component) {
    return new HashSet<>(component.virtualIps().stream().map(VirtualIp::address).toList());
  }

  private void stays(
      String field, Component present, Component desired, Function<Component, Object> value) {
    if (!Objects.equals(value.apply(present), value.apply(desired))) {
      fault(
          field,
          "This cannot be changed on a server that runs yet; leave it, or add another beside it.");
    }
  }

  private void fault(String field, String message) {
    faults.add(new FieldError(field, message));
  }
}
