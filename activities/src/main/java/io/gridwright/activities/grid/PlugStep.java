package io.gridwright.activities.grid;

import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.guest.GuestSize;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.operation.Problem;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.MemoryMib;
import io.gridwright.proxmox.vm.ConfigChange;
import io.gridwright.proxmox.vm.PendingChange;
import io.gridwright.proxmox.vm.VmConfig;
import io.gridwright.proxmox.vm.VmSettings;
import io.gridwright.workflows.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plugs memory and processors into a machine that runs. It has them when its guest says that it
 * uses them: what the hypervisor accepted may wait for the next start (API.md 15 fault 29), and
 * what was plugged in may lie idle.
 */
final class PlugStep {
  private static final Logger LOG = LoggerFactory.getLogger(PlugStep.class);
  private static final Set<String> SIZES = Set.of("memory", "vcpus");
  private static final Duration TAKEN_INTO_USE = Duration.ofSeconds(15);
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final MachineConfig config;

  PlugStep(MachineSettings settings) {
    this.config = new MachineConfig(settings);
  }

  /**
   * @param stillWanted asked before each effect
   */
  void carryOut(Visit visit, Site site, Component desired, Runnable stillWanted) {
    Component present = site.component();
    if (desired.memoryMib() <= present.memoryMib() && desired.vcpus() <= present.vcpus()) {
      return;
    }
    VmConfig now = visit.client().configs().current(site.vm());
    VmSettings more = more(now, desired);
    if (!more.isEmpty()) {
      stillWanted.run();
      plug(visit, site, now, more);
    }
    withdrawWaiting(visit, site);
    if (!more(visit.client().configs().current(site.vm()), desired).isEmpty()) {
      throw needsRestart(site, "the hypervisor did not plug it in");
    }
    awaitUse(visit, site, desired);
  }

  /**
   * Takes back what can be taken: processors. A running guest seldom lets go of memory, and one
   * with data must not be pressed to: it keeps that.
   */
  void setBack(Visit visit, Site site) {
    revert(visit, site, waiting(visit, site));
    VmConfig now = visit.client().configs().current(site.vm());
    Component was = site.component();
    boolean off = !visit.client().vms().status(site.vm()).running();
    VmSettings less = VmSettings.none();
    if (off && now.memory().mib() > was.memoryMib()) {
      less = less.memory(MemoryMib.of(was.memoryMib()));
    }
    if (hasMore(now, was)) {
      less = less.vcpus(was.vcpus()).cpuUnits(config.weight(was.vcpus()));
    }
    if (less.isEmpty()) {
      return;
    }
    try {
      visit.client().configs().change(site.vm(), still(now, less));
    } catch (ProxmoxException.HotplugRefused kept) {
      LOG.info("{} keeps its processors: {}", site.words(), kept.getMessage());
    }
  }

  /** One that was made before there was room for more has no number of those plugged in. */
  private static boolean hasMore(VmConfig now, Component was) {
    return now.value("vcpus").isPresent() && now.processors() > was.vcpus();
  }

  private VmSettings more(VmConfig now, Component desired) {
    VmSettings more = VmSettings.none();
    if (now.memory().mib() < desired.memoryMib()) {
      more = more.memory(MemoryMib.of(desired.memoryMib()));
    }
    if (now.processors() < desired.vcpus()) {
      more = more.vcpus(desired.vcpus()).cpuUnits(config.weight(desired.vcpus()));
    }
    return more;
  }

  private void plug(Visit visit, Site site, VmConfig now, VmSettings more) {
    try {
      visit.client().configs().change(site.vm(), still(now, more));
    } catch (ProxmoxException.HotplugRefused refused) {
      throw needsRestart(site, refused.getMessage());
    }
  }

  private static ConfigChange still(VmConfig read, VmSettings settings) {
    ConfigChange change = ConfigChange.to(settings);
    return read.digest().map(change::ifStill).orElse(change);
  }

  /** What waits for the next start must not come then, when nobody expects it. */
  private void withdrawWaiting(Visit visit, Site site) {
    List<String> waiting = waiting(visit, site);
    if (!waiting.isEmpty()) {
      revert(visit, site, waiting);
      throw needsRestart(
          site, "the hypervisor keeps %s for the next start".formatted(String.join(", ", waiting)));
    }
  }

  private static List<String> waiting(Visit visit, Site site) {
    return visit.client().configs().pending(site.vm()).stream()
        .map(PendingChange::key)
        .filter(SIZES::contains)
        .sorted()
        .toList();
  }

  private static void revert(Visit visit, Site site, List<String> keys) {
    if (!keys.isEmpty()) {
      visit.client().configs().revert(site.vm(), keys);
    }
  }

  private static void awaitUse(Visit visit, Site site, Component desired) {
    GuestShell guest = new GuestShell(visit, site.vm());
    Instant begin = visit.now();
    GuestSize size = GuestSize.of(guest);
    while (!size.holds(desired.memoryMib(), desired.vcpus())) {
      if (Duration.between(begin, visit.now()).compareTo(TAKEN_INTO_USE) > 0) {
        throw idle(site, desired, size);
      }
      visit.pause(GLANCE);
      size = GuestSize.of(guest);
    }
  }

  private static ApplicationFailure idle(Site site, Component desired, GuestSize size) {
    return refused(
        "hypervisor",
        ("%s was given %d MiB and %d vCPUs, and its guest uses %d MiB and %d. See that its system"
                + " takes into use what is plugged in; until then it keeps its size.")
            .formatted(
                site.words(), desired.memoryMib(), desired.vcpus(), size.memoryMib(), size.cpus()));
  }

  private static ApplicationFailure needsRestart(Site site, String reason) {
    return refused(
        "interruption-not-allowed",
        ("%s cannot grow while it runs: %s. It would have to be restarted, which a change does not"
                + " do yet, with \"allowInterruption\" or without; leave its size, or add another"
                + " beside it.")
            .formatted(site.words(), reason));
  }

  private static ApplicationFailure refused(String name, String sentence) {
    return ApplicationFailure.newFailure(
        sentence, FailureTypes.REFUSED, Problem.of(name, sentence));
  }
}
