package io.gridwright.domain.configuration.change;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * In what two versions of a component differ, and what each difference takes (DESIGN section 6):
 * memory and vCPUs of what is stateless by SWAP, of what has data by hot-plug where they grow;
 * disk, rate, addresses and rules of a balancer on the machine that runs; whatever is baked in when
 * a machine is made by SWAP.
 */
final class Aspects {
  private final Component before;
  private final Component after;
  private final List<Difference> found = new ArrayList<>();

  private Aspects(Component before, Component after) {
    this.before = before;
    this.after = after;
  }

  static List<Difference> of(Component before, Component after) {
    Aspects aspects = new Aspects(before, after);
    aspects.sizes();
    aspects.content();
    aspects.wiring();
    aspects.words();
    return List.copyOf(aspects.found);
  }

  private void sizes() {
    memory();
    machineSize("vcpus", before.vcpus(), after.vcpus(), true, "");
    differs("diskGiB", Component::diskGib).map(Difference::live).ifPresent(found::add);
    differs("bandwidthMbps", Component::bandwidthMbps).map(Difference::live).ifPresent(found::add);
    differs("spreadOver", Component::spreadOver).map(Difference::live).ifPresent(found::add);
  }

  private void memory() {
    long from = before.memoryMib();
    long to = after.memoryMib();
    boolean pluggable = PluggableMemory.fits(from) && PluggableMemory.fits(to);
    machineSize(
        "memoryMiB",
        from,
        to,
        pluggable,
        "a running server grows from 1024 MiB on, in steps of 512, above 17408 of 1024 and more");
  }

  /**
   * @param pluggable whether a running machine can go from the one size to the larger other
   * @param rule that says when it can
   */
  private void machineSize(String field, long from, long to, boolean pluggable, String rule) {
    if (from == to) {
      return;
    }
    String why = "%s %d to %d".formatted(field, from, to);
    boolean grows = !before.stateless() && to > from;
    if (grows && pluggable) {
      found.add(Difference.live(why));
    } else {
      found.add(swap(grows ? why + ", " + rule : why));
    }
  }

  /** What is made once, with the machine. */
  private void content() {
    differs("image", c -> c.image().value()).map(this::swap).ifPresent(found::add);
    differs("engine", c -> c.engine().map(e -> e.name() + " " + e.version()).orElse("none"))
        .map(this::swap)
        .ifPresent(found::add);
    differs("software", c -> String.join(", ", c.software())).map(this::swap).ifPresent(found::add);
    differs("hostName", c -> c.hostName().orElse("none")).map(this::baked).ifPresent(found::add);
    if (!before.sshKeys().equals(after.sshKeys())) {
      found.add(baked("sshKeys"));
    }
    if (!before.userData().equals(after.userData())) {
      found.add(
          before.stateless()
              ? swap("userData")
              : Difference.unnoticed("userData, in force when it is rebuilt"));
    }
  }

  /** Cloud-init brings it to a new machine; the agent to one that has data. */
  private Difference baked(String why) {
    return before.stateless() ? swap(why) : Difference.live(why);
  }

  private void wiring() {
    if (!before.loadBalancing().equals(after.loadBalancing())) {
      found.add(Difference.live("loadBalancer"));
    }
    if (!before.addresses().equals(after.addresses())) {
      found.add(Difference.live("addresses"));
    }
    if (!before.expected().equals(after.expected())) {
      found.add(Difference.live("expected"));
    }
    if (!before.backups().equals(after.backups())) {
      found.add(Difference.live("backups"));
    }
  }

  private void words() {
    if (!before.name().equals(after.name())) {
      found.add(Difference.live("renamed from " + before.name()));
    }
    if (before.stateless() != after.stateless()) {
      found.add(Difference.unnoticed("stateless"));
    }
    if (!before.description().equals(after.description())) {
      found.add(Difference.unnoticed("description"));
    }
    if (!before.memoryPercent().equals(after.memoryPercent())) {
      found.add(Difference.unnoticed("memoryPercent"));
    }
  }

  /** Clients of a balancer wait while its address moves, writers of a database for its copy. */
  private Difference swap(String why) {
    boolean noticed = before.kind() == ComponentKind.LOAD_BALANCER || !before.stateless();
    boolean replicates = before.stateless() || before.kind() == ComponentKind.DATABASE;
    return replicates
        ? new Difference(How.SWAP, noticed ? Interruption.SECONDS : Interruption.NONE, why)
        : new Difference(How.RESTART, Interruption.RESTART, why);
  }

  private Optional<String> differs(String field, Function<Component, Object> value) {
    Object from = value.apply(before);
    Object to = value.apply(after);
    return Objects.equals(from, to)
        ? Optional.empty()
        : Optional.of("%s %s to %s".formatted(field, from, to));
  }
}
