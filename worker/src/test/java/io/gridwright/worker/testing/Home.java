package io.gridwright.worker.testing;

import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.emulator.fault.Fault;
import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import io.gridwright.emulator.fault.FaultRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Nodes that one test has for itself: images of a name of their own lie there and nowhere else, so
 * that what is ordered of them is placed there, and no other test's machines are. Tests that break
 * nodes, or calls to them, can so run side by side on one grid.
 *
 * @param nodes their names, at least one
 */
public record Home(String name, List<String> nodes, FaultRegistry faults) {
  public Home {
    nodes = List.copyOf(nodes);
  }

  /** The first node; of a home of one the only one. */
  public String node() {
    return nodes.get(0);
  }

  /** The node that is not this one. */
  public String other(String node) {
    return nodes.stream().filter(one -> !one.equals(node)).findFirst().orElseThrow();
  }

  /** One of its nodes alone. */
  public Home at(String node) {
    return new Home(name, List.of(node), faults);
  }

  /** What is to be ordered, made of this home's images. */
  public ConfigurationDocument of(ConfigurationDocument document) {
    return new ConfigurationDocument(
        document.name(),
        document.risk(),
        document.components().stream().map(this::of).toList(),
        document.links(),
        document.firewall(),
        document.dedicated(),
        document.maximumLatencyMs(),
        document.purpose(),
        document.replaceOnFailure());
  }

  private Component of(Component component) {
    return new Component(
        component.id(),
        component.name(),
        component.kind(),
        image(component.image()),
        component.memoryMib(),
        component.memoryPercent(),
        component.vcpus(),
        component.diskGib(),
        component.bandwidthMbps(),
        component.stateless(),
        component.spreadOver(),
        component.description(),
        component.hostName(),
        component.engine(),
        component.software(),
        component.sshKeys(),
        component.userData(),
        component.expected(),
        component.addresses(),
        component.loadBalancing());
  }

  /** The name that an image has here. */
  ImageId image(ImageId usual) {
    return new ImageId(usual.value() + "-" + name);
  }

  /**
   * A fault that is still to be described.
   *
   * @param path below that of the first node, say {@code /qemu/9101/clone}; a glob
   */
  public Trouble on(String method, String path) {
    return on(method, path, Map.of());
  }

  /**
   * @param parameters globs by name
   */
  public Trouble on(String method, String path, Map<String, String> parameters) {
    return new Trouble(
        faults, new FaultMatch(method, "/nodes/" + node() + path, parameters), Integer.MAX_VALUE);
  }

  /** A fault of the calls that match, for ever or a number of times. */
  public record Trouble(FaultRegistry faults, FaultMatch match, int times) {
    public Trouble times(int count) {
      return new Trouble(faults, match, count);
    }

    public Trouble once() {
      return times(1);
    }

    /** Nothing is done, and this is said. */
    public Met refuse(String message) {
      return order(FaultEffect.REFUSE, OptionalInt.empty(), message);
    }

    /** Nothing is done, and this is said. */
    public Met refuse(int status, String message) {
      return order(FaultEffect.REFUSE, OptionalInt.of(status), message);
    }

    /** The task ends so, half of its work done. */
    public Met endTask(String message) {
      return order(FaultEffect.FAIL_TASK, OptionalInt.empty(), message);
    }

    /** The task's worker is killed, half of its work done. */
    public Met killTask() {
      return endTask("");
    }

    /** The task does not end by itself. */
    public Met hangTask() {
      return order(FaultEffect.HANG_TASK, OptionalInt.empty(), "");
    }

    /** The machine's file lock is held for so long after the task has ended. */
    public Met holdLock(Duration delay) {
      return order(FaultEffect.HOLD_LOCK, OptionalInt.empty(), "", delay);
    }

    /** It is done so much later. */
    public Met delay(Duration delay) {
      return order(FaultEffect.DELAY, OptionalInt.empty(), "", delay);
    }

    /** From 596 on it is done and the answer is lost; below nothing is done. */
    public Met status(int status, String reason) {
      return order(FaultEffect.STATUS, OptionalInt.of(status), reason);
    }

    /** It is done, and the connection is cut. */
    public Met dropReply() {
      return order(FaultEffect.DROP_REPLY, OptionalInt.empty(), "");
    }

    private Met order(FaultEffect effect, OptionalInt status, String message) {
      return order(effect, status, message, Duration.ZERO);
    }

    private Met order(FaultEffect effect, OptionalInt status, String message, Duration delay) {
      return new Met(faults, faults.order(match, times, effect, status, delay, message).id());
    }
  }

  /** A fault that was ordered. */
  public record Met(FaultRegistry faults, String id) {
    /** How many calls it has met so far. */
    public int count() {
      return faults.list().stream()
          .filter(fault -> fault.id().equals(id))
          .mapToInt(Fault::met)
          .sum();
    }

    /** It meets no more. */
    public void end() {
      faults.remove(id);
    }
  }
}
