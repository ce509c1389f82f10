package io.gridwright.domain.configuration.power;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gridwright.domain.configuration.AddressRequest;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.PoolMember;
import java.util.Set;

/** Who of a configuration is called from outside, and how. */
public final class Exposure {
  private final ConfigurationDocument document;

  public Exposure(ConfigurationDocument document) {
    this.document = document;
  }

  /** Whether balancers send it traffic. */
  public boolean isPooled(String component) {
    return pooled().contains(component);
  }

  /** Whether there is something to withdraw from it: addresses of its own, or places in pools. */
  public boolean isExposed(String component) {
    return isPooled(component)
        || document.component(component).filter(Exposure::answers).isPresent();
  }

  private static boolean answers(Component component) {
    return component.kind() == ComponentKind.LOAD_BALANCER
        || component.addresses().stream()
            .anyMatch(address -> address.visibility() == AddressRequest.Visibility.PUBLIC);
  }

  private Set<String> pooled() {
    return document.components().stream()
        .flatMap(component -> component.loadBalancing().stream())
        .flatMap(balancing -> balancing.virtualIps().stream())
        .flatMap(virtual -> virtual.pool().stream())
        .map(PoolMember::component)
        .collect(toUnmodifiableSet());
  }
}
