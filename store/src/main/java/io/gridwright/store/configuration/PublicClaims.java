package io.gridwright.store.configuration;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.AddressRequest;
import io.gridwright.domain.configuration.BalancedPorts;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentId;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.domain.operation.FieldError;
import io.gridwright.domain.operation.OperationId;
import io.gridwright.domain.operation.Problem;
import io.gridwright.store.Refusal;
import io.gridwright.store.traffic.AddressRepository;
import io.gridwright.store.traffic.AddressUse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * What a document claims against other configurations when it is accepted (F41): the public
 * addresses that it names, in the order of addresses, and the ports that its balancers take. One of
 * two that claim the same at once waits for the other at the row, and is refused.
 */
final class PublicClaims {
  private final InstantSource realTime;

  PublicClaims(InstantSource realTime) {
    this.realTime = realTime;
  }

  private record Claim(String address, String field, ComponentId component, AddressUse use) {}

  void claim(
      Handle handle,
      AccountId account,
      ConfigurationId configuration,
      OperationId operation,
      ConfigurationDocument document) {
    AddressRepository addresses = handle.attach(AddressRepository.class);
    for (Claim claim : named(document)) {
      int held =
          addresses.claimPublic(
              claim.address(),
              account,
              configuration,
              claim.component(),
              operation,
              claim.use(),
              realTime.instant());
      if (held == 0 && !addresses.holdsPublic(claim.address(), configuration)) {
        throw refused(claim, addresses.existsPublic(claim.address()));
      }
    }
    claimPorts(handle, account, configuration, operation, document);
  }

  private static List<Claim> named(ConfigurationDocument document) {
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < document.components().size(); i++) {
      Component component = document.components().get(i);
      claims.addAll(virtual(component, "/components/" + i));
      claims.addAll(real(component, "/components/" + i));
    }
    claims.sort(Comparator.comparing(Claim::address));
    return claims;
  }

  /** An address on several ports of one balancer is claimed once. */
  private static List<Claim> virtual(Component component, String pointer) {
    List<VirtualIp> ips = component.virtualIps();
    Set<String> seen = new LinkedHashSet<>();
    return IntStream.range(0, ips.size())
        .filter(j -> ips.get(j).address().filter(seen::add).isPresent())
        .mapToObj(
            j ->
                new Claim(
                    ips.get(j).address().orElseThrow(),
                    pointer + "/loadBalancer/virtualIps/" + j + "/address",
                    component.id().orElseThrow(),
                    AddressUse.VIRTUAL))
        .toList();
  }

  private static List<Claim> real(Component component, String pointer) {
    List<AddressRequest> requests = component.addresses();
    return IntStream.range(0, requests.size())
        .filter(j -> requests.get(j).visibility() == AddressRequest.Visibility.PUBLIC)
        .filter(j -> requests.get(j).address().isPresent())
        .mapToObj(
            j ->
                new Claim(
                    requests.get(j).address().orElseThrow(),
                    pointer + "/addresses/" + j + "/address",
                    component.id().orElseThrow(),
                    AddressUse.REAL))
        .toList();
  }

  private static void claimPorts(
      Handle handle,
      AccountId account,
      ConfigurationId configuration,
      OperationId operation,
      ConfigurationDocument document) {
    ConfigurationRepository configurations = handle.attach(ConfigurationRepository.class);
    BalancedPorts.claims(document)
        .forEach(
            (port, balancer) -> {
              int claimed =
                  configurations.claimPort(
                      port, account, configuration, balancer.id().orElseThrow(), operation);
              if (claimed == 0 && !configurations.claims(configuration, port)) {
                throw Refusal.of(
                    "conflict",
                    "A port that balancer %s takes is balanced already; choose another (F41)."
                        .formatted(balancer.name()));
              }
            });
  }

  private static Refusal refused(Claim claim, boolean exists) {
    String sentence =
        exists
            ? claim.address() + " is in use already; choose another, or auto"
            : claim.address() + " is not one of the operator's public addresses; use auto";
    return new Refusal(
        Problem.of(exists ? "conflict" : "validation", sentence + ".")
            .withErrors(List.of(new FieldError(claim.field(), sentence))));
  }
}
