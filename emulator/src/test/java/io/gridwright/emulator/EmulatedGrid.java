package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.proxmox.task.Pause;
import java.nio.file.Path;

/** A grid without delays for one test class, with machines made in a line. */
final class EmulatedGrid implements AutoCloseable {
  /** How a client waits for a server without delays. */
  static final Pause HURRY = real -> Pause.ofThread().pause(real.dividedBy(15));

  final Emulator emulator;
  final PveClient engine;
  private int nextVmid = 200;

  private EmulatedGrid(Emulator emulator) {
    this.emulator = emulator;
    this.engine = PveClient.engine(emulator);
  }

  static EmulatedGrid of(Path data, int nodes) {
    return new EmulatedGrid(
        Emulator.start(EmulatorConfiguration.in(data).onPort(0).withNodes(nodes).withLatency(0)));
  }

  /** A stopped machine with a disk and a card; answers its path. */
  String machine(String... more) {
    return machine(engine, "pve1", more);
  }

  String machine(PveClient pve, String node, String... more) {
    int vmid = nextVmid++;
    String[] pairs = new String[more.length + 8];
    System.arraycopy(
        new String[] {
          "vmid", Integer.toString(vmid),
          "memory", "64",
          "scsi0", "local:1",
          "net0", "virtio,bridge=vmbr0"
        },
        0,
        pairs,
        0,
        8);
    System.arraycopy(more, 0, pairs, 8, more.length);
    assertThat(pve.run("/nodes/" + node + "/qemu", pairs)).isEqualTo("OK");
    return "/nodes/" + node + "/qemu/" + vmid;
  }

  String running(String... more) {
    String vm = machine(more);
    assertThat(engine.run(vm + "/status/start")).isEqualTo("OK");
    return vm;
  }

  int freeVmid() {
    return nextVmid++;
  }

  static String vmid(String vm) {
    return vm.substring(vm.lastIndexOf('/') + 1);
  }

  @Override
  public void close() {
    emulator.close();
  }
}
