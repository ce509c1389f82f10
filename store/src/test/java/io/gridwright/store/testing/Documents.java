package io.gridwright.store.testing;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.ExpectedBehaviour;
import io.gridwright.domain.configuration.HealthCheck;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.LoadBalancing;
import io.gridwright.domain.configuration.LoadBalancing.Method;
import io.gridwright.domain.configuration.LoadBalancing.Persistence;
import io.gridwright.domain.configuration.PoolMember;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.domain.configuration.VirtualIp;
import io.gridwright.domain.grid.ImageId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Documents that tests order. */
public final class Documents {
  private static final Map<ComponentKind, String> IMAGES =
      Map.of(
          ComponentKind.LOAD_BALANCER, "haproxy",
          ComponentKind.WEB, "debian-12-nginx",
          ComponentKind.APP, "debian-12-tomcat",
          ComponentKind.DATABASE, "debian-12-mysql");

  private Documents() {}

  /** The sample of DESIGN section 7: a balancer, two web servers, a database. */
  public static ConfigurationDocument sample(String name) {
    return new ConfigurationDocument(
        name,
        RiskProfile.LOW,
        List.of(
            balancer("lb", virtualIp(80, "web-1", "web-2")),
            component("web-1", ComponentKind.WEB, 1024, 1, 20),
            component("web-2", ComponentKind.WEB, 1024, 1, 20),
            component("db", ComponentKind.DATABASE, 2048, 2, 40)),
        List.of(new Link("web-1", "db", 3306), new Link("web-2", "db", 3306)),
        List.of(),
        Dedication.NONE,
        OptionalInt.empty(),
        List.of(),
        true);
  }

  /** Components without links. */
  public static ConfigurationDocument of(String name, Component... components) {
    return new ConfigurationDocument(
        name,
        RiskProfile.LOW,
        List.of(components),
        List.of(),
        List.of(),
        Dedication.NONE,
        OptionalInt.empty(),
        List.of(),
        true);
  }

  /** The same, for these purposes and as risky as it says. */
  public static ConfigurationDocument risky(
      ConfigurationDocument document, RiskProfile risk, String... purposes) {
    return new ConfigurationDocument(
        document.name(),
        risk,
        document.components(),
        document.links(),
        document.firewall(),
        document.dedicated(),
        document.maximumLatencyMs(),
        List.of(purposes),
        document.replaceOnFailure());
  }

  /** The same, on nodes that are reserved. */
  public static ConfigurationDocument dedicated(
      ConfigurationDocument document, Dedication dedicated) {
    return new ConfigurationDocument(
        document.name(),
        document.risk(),
        document.components(),
        document.links(),
        document.firewall(),
        dedicated,
        document.maximumLatencyMs(),
        document.purpose(),
        document.replaceOnFailure());
  }

  /** One web server. */
  public static ConfigurationDocument web(String name, long memoryMib, long diskGib) {
    return of(name, component("web", ComponentKind.WEB, memoryMib, 1, diskGib));
  }

  public static Component component(
      String name, ComponentKind kind, long memoryMib, int vcpus, long diskGib) {
    return component(name, kind, memoryMib, vcpus, diskGib, Optional.empty());
  }

  /** The same with twice the memory; with half of it where it has 512 MiB. */
  public static Component resized(Component c) {
    long memoryMib = c.memoryMib() == 512 ? 256 : c.memoryMib() * 2;
    return larger(c, memoryMib, c.vcpus(), c.diskGib(), c.bandwidthMbps());
  }

  /** The same with a rate of its card, in Mbit/s; none where it is 0. */
  public static Component limited(Component c, int bandwidthMbps) {
    return larger(c, c.memoryMib(), c.vcpus(), c.diskGib(), bandwidthMbps);
  }

  /** The same with these keys. */
  public static Component keyed(Component c, String... keys) {
    return changed(c, c.memoryMib(), c.vcpus(), c.diskGib(), c.bandwidthMbps(), List.of(keys));
  }

  /** The same in another size. */
  public static Component larger(
      Component c, long memoryMib, int vcpus, long diskGib, int bandwidthMbps) {
    return changed(c, memoryMib, vcpus, diskGib, bandwidthMbps, c.sshKeys());
  }

  private static Component changed(
      Component c,
      long memoryMib,
      int vcpus,
      long diskGib,
      int bandwidthMbps,
      List<String> sshKeys) {
    return new Component(
        c.id(),
        c.name(),
        c.kind(),
        c.image(),
        memoryMib,
        c.memoryPercent(),
        vcpus,
        diskGib,
        bandwidthMbps,
        c.stateless(),
        c.spreadOver(),
        c.description(),
        c.hostName(),
        c.engine(),
        c.software(),
        sshKeys,
        c.userData(),
        c.expected(),
        c.addresses(),
        c.loadBalancing());
  }

  /** A small balancer. */
  public static Component balancer(String name, VirtualIp... virtualIps) {
    return component(
        name,
        ComponentKind.LOAD_BALANCER,
        512,
        1,
        8,
        Optional.of(
            new LoadBalancing(
                Method.ROUND_ROBIN, Persistence.COOKIE, HealthCheck.DEFAULT, List.of(virtualIps))));
  }

  /** A virtual address {@code auto} whose pool listens on the same port. */
  public static VirtualIp virtualIp(int port, String... pool) {
    return virtualIp(Optional.empty(), port, port, pool);
  }

  public static VirtualIp virtualIp(
      Optional<String> address, int port, int memberPort, String... pool) {
    return new VirtualIp(
        address,
        port,
        List.of(),
        Optional.empty(),
        List.of(pool).stream().map(c -> new PoolMember(c, memberPort)).toList());
  }

  private static Component component(
      String name,
      ComponentKind kind,
      long memoryMib,
      int vcpus,
      long diskGib,
      Optional<LoadBalancing> balancing) {
    return new Component(
        Optional.empty(),
        name,
        kind,
        new ImageId(IMAGES.get(kind)),
        memoryMib,
        Optional.empty(),
        vcpus,
        diskGib,
        0,
        kind.statelessByDefault(),
        1,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        ExpectedBehaviour.UNSTATED,
        List.of(),
        balancing);
  }
}
