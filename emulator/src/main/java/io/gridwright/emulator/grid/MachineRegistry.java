package io.gridwright.emulator.grid;

import io.gridwright.emulator.disk.StateFiles;
import io.gridwright.emulator.machine.ConfigText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Every machine of the cluster, in memory and on disk: the configuration as the text that pmxcfs
 * holds, the process and the firewall beside it. The cluster's monitor guards it.
 */
final class MachineRegistry {
  private final StateFiles files;
  private final Map<Integer, Machine> machines = new TreeMap<>();

  MachineRegistry(StateFiles files, Collection<String> nodes) {
    this.files = files;
    nodes.forEach(this::load);
  }

  private void load(String node) {
    for (String name : files.list(directory(node))) {
      int vmid = Integer.parseInt(name.replace(".conf", ""));
      machines.put(
          vmid,
          new Machine(
              vmid,
              node,
              ConfigText.parse(files.read(directory(node) + "/" + name).orElse("")),
              files.readJson(processFile(vmid), QemuProcess.class),
              files.readJson(firewallFile(vmid), Firewall.class).orElse(Firewall.NONE)));
    }
  }

  private static String directory(String node) {
    return "nodes/" + node + "/qemu-server";
  }

  private static String configFile(Machine machine) {
    return directory(machine.node()) + "/" + machine.vmid() + ".conf";
  }

  private static String processFile(int vmid) {
    return "run/" + vmid + ".json";
  }

  private static String firewallFile(int vmid) {
    return "firewall/" + vmid + ".json";
  }

  Optional<Machine> find(int vmid) {
    return Optional.ofNullable(machines.get(vmid));
  }

  List<Machine> all() {
    return new ArrayList<>(machines.values());
  }

  /** Replaces what is known of a machine, on disk first where it differs. */
  void put(Machine next) {
    Machine before = machines.get(next.vmid());
    if (before == null || !before.config().equals(next.config()) || moved(before, next)) {
      files.write(configFile(next), next.config().text());
    }
    if (before != null && moved(before, next)) {
      files.delete(configFile(before));
    }
    if (before == null || !before.firewall().equals(next.firewall())) {
      files.writeJson(firewallFile(next.vmid()), next.firewall());
    }
    if (before == null || !before.process().equals(next.process())) {
      next.process()
          .ifPresentOrElse(
              process -> files.writeJson(processFile(next.vmid()), process),
              () -> files.delete(processFile(next.vmid())));
    }
    machines.put(next.vmid(), next);
  }

  private static boolean moved(Machine before, Machine next) {
    return !before.node().equals(next.node());
  }

  void remove(int vmid) {
    Machine gone = machines.remove(vmid);
    if (gone != null) {
      files.delete(processFile(vmid));
      files.delete(firewallFile(vmid));
      files.delete(configFile(gone));
    }
  }
}
