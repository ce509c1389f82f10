package io.gridwright.domain.configuration;

import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.AddressRequest.Visibility;

/**
 * What a document makes its account hold: the sizes as ordered (never the effective demand of
 * placement), once per machine, and its public addresses.
 */
public final class DocumentQuota {
  private DocumentQuota() {}

  public static HeldQuota of(ConfigurationDocument document) {
    return document.components().stream()
        .map(DocumentQuota::of)
        .reduce(HeldQuota.NONE, HeldQuota::plus);
  }

  public static HeldQuota of(Component component) {
    int machines = component.spreadOver();
    return new HeldQuota(
        component.memoryMib() * machines,
        component.vcpus() * machines,
        component.diskGib() * machines,
        publicAddresses(component));
  }

  /** All {@code auto} of one balancer are one address, on as many ports as it lists. */
  private static int publicAddresses(Component component) {
    long virtual =
        component.loadBalancing().stream()
            .flatMap(l -> l.virtualIps().stream())
            .map(VirtualIp::address)
            .distinct()
            .count();
    long real =
        component.addresses().stream().filter(a -> a.visibility() == Visibility.PUBLIC).count();
    return Math.toIntExact(virtual + real * component.spreadOver());
  }
}
