package io.gridwright.activities.grid;

import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.task.TaskRow;
import io.gridwright.proxmox.value.Upid;
import java.time.Duration;
import java.util.Set;

/**
 * Tasks that switch a machine, begun by an attempt or a step before: what is seen of its power
 * while one of them runs does not last. Also those whose answer, and so their name, never came.
 */
final class PowerTasks {
  private static final Set<String> SWITCHING =
      Set.of("qmstart", "qmstop", "qmshutdown", "qmreboot", "qmreset");

  private PowerTasks() {}

  static void settle(Visit visit, Site site, MachineSettings settings) {
    site.earlierTask().ifPresent(earlier -> visit.settle(earlier, limit(earlier, settings)));
    visit.running(site.vm()).stream()
        .map(TaskRow::upid)
        .filter(PowerTasks::switches)
        .forEach(task -> visit.settle(task, limit(task, settings)));
  }

  private static Duration limit(Upid task, MachineSettings settings) {
    return task.type().equals("qmshutdown") ? settings.shutdownTaskLimit() : settings.taskLimit();
  }

  private static boolean switches(Upid task) {
    return SWITCHING.contains(task.type());
  }
}
