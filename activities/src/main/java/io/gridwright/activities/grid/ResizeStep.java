package io.gridwright.activities.grid;

import io.gridwright.activities.guest.FileSystem;
import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.hypervisor.FailureMapping;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.configuration.Component;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.DiskSlot;
import io.gridwright.proxmox.vm.DiskDevice;
import io.gridwright.proxmox.vm.NetworkDevice;
import io.gridwright.proxmox.vm.VmConfig;
import io.gridwright.store.grid.Growths;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the size of a machine that runs, and reads back that it has it. Before each effect the
 * ledger is asked whether it is still wanted: an attempt that nobody waits for any more must not
 * undo an undo.
 */
final class ResizeStep {
  private static final Logger LOG = LoggerFactory.getLogger(ResizeStep.class);
  private static final String CARD = "net0";

  private final Growths growths;
  private final MachineSettings settings;
  private final PlugStep plug;
  private final KeysStep keys;

  ResizeStep(Growths growths, MachineSettings settings) {
    this.growths = growths;
    this.settings = settings;
    this.plug = new PlugStep(settings);
    this.keys = new KeysStep(settings);
  }

  void carryOut(Visit visit, Site site) {
    Component desired = desired(site);
    plug.carryOut(visit, site, desired, () -> desired(site));
    grow(visit, site, desired);
    limit(visit, site, desired, () -> desired(site));
    keys.carryOut(visit, site, site.component(), desired, () -> desired(site));
  }

  /**
   * As it was, but for a disk that was grown, since none ever shrinks and data may be there, and
   * for memory that a running guest has.
   */
  void setBack(Visit visit, Site site) {
    Optional<VmConfig> there = visit.client().configs().find(site.vm());
    if (there.isEmpty()) {
      settle(site, Growths.Kept.NOTHING); // somebody deleted it, and nothing of it is held
      return;
    }
    visit.running(site.vm()).forEach(task -> visit.settle(task.upid(), settings.taskLimit()));
    plug.setBack(visit, site);
    limit(visit, site, site.component(), () -> {});
    keys.setBack(visit, site, growths.wished(site.run().operation(), site.machine().id()));
    settle(site, kept(site.component(), visit.client().configs().current(site.vm())));
  }

  private static Growths.Kept kept(Component was, VmConfig now) {
    return new Growths.Kept(
        now.memory().mib() > was.memoryMib(),
        now.processors() > was.vcpus(),
        size(now).compareTo(Bytes.gib(was.diskGib())) > 0);
  }

  private Component desired(Site site) {
    return growths.desired(site.run().operation(), site.run().epoch(), site.machine().id());
  }

  private void settle(Site site, Growths.Kept kept) {
    growths.settle(site.run().operation(), site.run().epoch(), site.machine().id(), kept);
  }

  /** The rest of the card's line stays as it is: a card without its MAC would be replaced. */
  private void limit(Visit visit, Site site, Component component, Runnable stillWanted) {
    Optional<BigDecimal> wanted = MachineConfig.limit(component);
    if (sameRate(card(visit.client().configs().get(site.vm())), wanted) && !waits(visit, site)) {
      return;
    }
    stillWanted.run();
    visit.client().configs().changeNetwork(site.vm(), 0, card -> card.limited(wanted));
    boolean inForce = sameRate(card(visit.client().configs().current(site.vm())), wanted);
    if (!inForce || waits(visit, site)) {
      throw ApplicationFailure.newFailure(
          "%s does not have the rate that was set; it is set again.".formatted(site.words()),
          FailureMapping.BUSY);
    }
  }

  private static Optional<NetworkDevice> card(VmConfig config) {
    return Optional.ofNullable(config.networks().get(0));
  }

  private static boolean sameRate(Optional<NetworkDevice> card, Optional<BigDecimal> wanted) {
    return card.isPresent()
        && card.get()
            .rateMBs()
            .map(BigDecimal::stripTrailingZeros)
            .equals(wanted.map(BigDecimal::stripTrailingZeros));
  }

  /** What the running machine did not take over would be lost on whoever asks its configuration. */
  private static boolean waits(Visit visit, Site site) {
    return visit.client().configs().pending(site.vm()).stream()
        .anyMatch(change -> change.key().equals(CARD));
  }

  /** To an absolute size, so that a repeat does nothing; then the guest's file system follows. */
  private void grow(Visit visit, Site site, Component desired) {
    Bytes wanted = Bytes.gib(desired.diskGib());
    if (desired.diskGib() <= site.component().diskGib()) {
      return;
    }
    if (size(visit.client().configs().get(site.vm())).compareTo(wanted) < 0) {
      DiskSlot slot = disk(visit.client().configs().get(site.vm())).orElseThrow().getKey();
      desired(site);
      visit.await(visit.client().configs().resize(site.vm(), slot, wanted), settings.taskLimit());
      visit.client().configs().agreeWithImage(site.vm(), slot, wanted);
    }
    if (size(visit.client().configs().get(site.vm())).compareTo(wanted) < 0) {
      throw ApplicationFailure.newFailure(
          "%s does not have the disk that was asked for; it is asked again."
              .formatted(site.words()),
          FailureMapping.BUSY);
    }
    String said = FileSystem.grow(new GuestShell(visit, site.vm()));
    LOG.info("{}: disk {} GiB, file system: {}", site.words(), desired.diskGib(), said);
  }

  private static Optional<Map.Entry<DiskSlot, DiskDevice>> disk(VmConfig config) {
    return ConfigureStep.systemDisk(config);
  }

  private static Bytes size(VmConfig config) {
    return disk(config).flatMap(entry -> entry.getValue().size()).orElse(Bytes.ZERO);
  }
}
