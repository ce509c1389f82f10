package io.gridwright.activities.grid;

import io.gridwright.activities.guest.AuthorizedKeys;
import io.gridwright.activities.guest.GuestShell;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.domain.configuration.Component;
import io.gridwright.proxmox.vm.ConfigChange;
import io.gridwright.proxmox.vm.SshKeys;
import io.gridwright.proxmox.vm.VmSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may log on to a machine that runs: told to its guest now, and to cloud-init for when it looks
 * again.
 */
final class KeysStep {
  private static final Logger LOG = LoggerFactory.getLogger(KeysStep.class);
  private static final String KEY = "sshkeys";

  private final MachineSettings settings;

  KeysStep(MachineSettings settings) {
    this.settings = settings;
  }

  /**
   * @param from whose keys go, as far as the other does not have them
   * @param to whose keys come
   * @param stillWanted asked before each effect
   */
  void carryOut(Visit visit, Site site, Component from, Component to, Runnable stillWanted) {
    if (from.sshKeys().equals(to.sshKeys())) {
      return;
    }
    stillWanted.run();
    tellCloudInit(visit, site, to.sshKeys());
    stillWanted.run();
    AuthorizedKeys.replace(
        new GuestShell(visit, site.vm()), settings.user(), from.sshKeys(), to.sshKeys());
  }

  /**
   * The other way. A guest that is off cannot be told; cloud-init tells it at its next boot who may
   * log on, and takes nobody away.
   */
  void setBack(Visit visit, Site site, Component wished) {
    if (visit.client().vms().status(site.vm()).running()) {
      carryOut(visit, site, wished, site.component(), () -> {});
    } else if (!wished.sshKeys().equals(site.component().sshKeys())) {
      tellCloudInit(visit, site, site.component().sshKeys());
      LOG.warn("{} is off: keys of an undone change may be left in it", site.words());
    }
  }

  private static void tellCloudInit(Visit visit, Site site, List<String> keys) {
    if (!keys.isEmpty()) {
      VmSettings wanted = VmSettings.none().sshKeys(new SshKeys(keys));
      visit.client().configs().change(site.vm(), ConfigChange.to(wanted));
    } else if (visit.client().configs().get(site.vm()).value(KEY).isPresent()) {
      visit.client().configs().change(site.vm(), ConfigChange.deleting(KEY));
    }
  }
}
