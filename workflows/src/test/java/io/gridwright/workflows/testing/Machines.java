package io.gridwright.workflows.testing;

import io.gridwright.domain.configuration.ComponentKind;
import java.util.List;

/** What a test orders: components by name and kind. */
public record Machines(List<Wanted> components) {
  public Machines {
    components = List.copyOf(components);
  }

  /** A machine that an order asks for. */
  public record Wanted(String component, ComponentKind kind) {}

  /** A balancer, two web servers and a database (DESIGN section 7). */
  public static Machines sample() {
    return new Machines(
        List.of(
            new Wanted("lb", ComponentKind.LOAD_BALANCER),
            new Wanted("web-1", ComponentKind.WEB),
            new Wanted("web-2", ComponentKind.WEB),
            new Wanted("db", ComponentKind.DATABASE)));
  }

  /** One web server. */
  public static Machines one() {
    return new Machines(List.of(new Wanted("web", ComponentKind.WEB)));
  }

  /** One balancer. */
  public static Machines balancer() {
    return new Machines(List.of(new Wanted("lb", ComponentKind.LOAD_BALANCER)));
  }

  /** A balancer and the web server behind it. */
  public static Machines pair() {
    return new Machines(
        List.of(
            new Wanted("lb", ComponentKind.LOAD_BALANCER), new Wanted("web", ComponentKind.WEB)));
  }

  /** Nothing at all. */
  public static Machines none() {
    return new Machines(List.of());
  }
}
