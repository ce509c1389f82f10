package io.gridwright.emulator.grid;

import io.gridwright.emulator.machine.VmConfig;
import java.util.Optional;

/**
 * A machine as it stands; immutable, the registry holds the present one.
 *
 * @param node owner of the configuration, where the process runs
 * @param process empty while it is off
 */
public record Machine(
    int vmid, String node, VmConfig config, Optional<QemuProcess> process, Firewall firewall) {

  public boolean running() {
    return process.isPresent();
  }

  /** The configured name; every status view falls back to {@code VM <vmid>}. */
  public String name() {
    return config.get("name").orElse("VM " + vmid);
  }

  Machine with(VmConfig other) {
    return new Machine(vmid, node, other, process, firewall);
  }

  Machine with(Optional<QemuProcess> other) {
    return new Machine(vmid, node, config, other, firewall);
  }

  /** With the memory and the processors that were plugged into its process, if it has one. */
  Machine plugged() {
    return with(
        process.map(
            p ->
                p.having(
                    config.hotplugs("memory") ? config.memoryInForceMib() : p.memoryMib(),
                    config.hotplugs("cpu") ? config.cpus() : p.cpus())));
  }

  Machine with(Firewall other) {
    return new Machine(vmid, node, config, process, other);
  }

  Machine on(String other) {
    return new Machine(vmid, other, config, process, firewall);
  }
}
