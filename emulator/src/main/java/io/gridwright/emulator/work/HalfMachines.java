package io.gridwright.emulator.work;

import io.gridwright.emulator.disk.StateFiles;
import io.gridwright.emulator.grid.Grid;
import io.gridwright.emulator.storage.Storages;
import io.gridwright.emulator.storage.Volume;
import io.gridwright.emulator.task.TaskFailedException;
import io.gridwright.emulator.task.Worker;
import io.gridwright.emulator.task.WorkerKilledException;
import java.util.List;

/**
 * The machines that are being cloned or destroyed, on disk. A node outlives a restart of the
 * emulator: a clone that only the emulator's own end cut short is taken back at the next start, as
 * one whose worker is told to end (PVE-D8, PVE-D52), and a destruction is completed. A worker that
 * was killed, or lost power, leaves what it made and its lock.
 */
public final class HalfMachines {
  private static final String FOLDER = "half";

  private final StateFiles files;

  public HalfMachines(StateFiles files) {
    this.files = files;
  }

  private record Entry(String node) {}

  /** Notes a machine, before anything of it changes. */
  void begin(int vmid, String node) {
    files.writeJson(file(vmid), new Entry(node));
  }

  /** Runs the work on a machine that has begun; unless the emulator ends, it ends too. */
  void during(Worker worker, int vmid, Runnable work) {
    try {
      work.run();
      end(vmid);
    } catch (TaskFailedException e) {
      end(vmid);
      throw e;
    } catch (WorkerKilledException e) {
      if (worker.killed()) {
        end(vmid);
      }
      throw e;
    }
  }

  private void end(int vmid) {
    files.delete(file(vmid));
  }

  /** Removes what the emulator's last end left half there. */
  public void remove(Cluster cluster) {
    for (String name : files.list(FOLDER)) {
      int vmid = Integer.parseInt(name.replace(".json", ""));
      files
          .readJson(file(vmid), Entry.class)
          .ifPresent(entry -> freeVolumes(cluster.grid(), entry.node(), vmid));
      cluster.access().forgetVm(vmid);
      cluster.grid().remove(vmid);
      end(vmid);
    }
  }

  private static void freeVolumes(Grid grid, String node, int vmid) {
    Storages storages = grid.storages();
    storages.definitions().stream()
        .map(definition -> definition.id())
        .forEach(
            storage ->
                images(storages, storage, node, vmid)
                    .forEach(name -> storages.remove(storage, node, name)));
  }

  private static List<String> images(Storages storages, String storage, String node, int vmid) {
    return storages.content(storage, node).stream()
        .filter(volume -> volume.vmid() == vmid && volume.content().equals("images"))
        .map(Volume::name)
        .toList();
  }

  private static String file(int vmid) {
    return FOLDER + "/" + vmid + ".json";
  }
}
