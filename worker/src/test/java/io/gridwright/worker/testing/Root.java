package io.gridwright.worker.testing;

import io.gridwright.emulator.Emulator;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import io.gridwright.proxmox.vm.VmSettings;
import io.gridwright.store.grid.MachineRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

/** The person with root's password, who works on the nodes behind the engine's back. */
public final class Root implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ProxmoxClient client;

  Root(Emulator emulator) {
    var builder =
        ProxmoxClient.builder()
            .credentials(Credentials.Login.of("root@pam", password(emulator)))
            .trust(Trust.authorities(emulator.caFile()));
    emulator.nodeUrls().forEach(node -> builder.entry(node.toString()));
    client = builder.build();
  }

  private static String password(Emulator emulator) {
    try {
      return Files.readString(emulator.rootPasswordFile()).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  public ProxmoxClient client() {
    return client;
  }

  /** A machine of the ledger where its row says that it is. */
  public static VmRef ref(MachineRow machine) {
    return ref(machine.node().value(), machine.vmid().value());
  }

  public static VmRef ref(String node, int vmid) {
    return new VmRef(NodeName.of(node), Vmid.of(vmid));
  }

  /** Makes a machine that is none of the engine's. */
  public void create(VmRef vm, VmSettings settings) {
    ended(client.vms().create(vm, settings));
  }

  public void start(VmRef vm) {
    ended(client.power().start(vm));
  }

  public void stop(VmRef vm) {
    ended(client.power().stop(vm));
  }

  /** What {@code qm unlock N && qm stop N && qm destroy N --purge} does. */
  public void unlockAndDestroy(VmRef vm) {
    client
        .api()
        .send(
            Call.put("/nodes/{}/qemu/{}/config", vm.node(), vm.vmid())
                .with("delete", "lock")
                .with("skiplock", true));
    try {
      stop(vm);
      destroy(vm);
    } catch (ProxmoxException.NotFound gone) {
      // Once it is unlocked the sweep may end it too; whoever calls asserts that it is gone.
    }
  }

  /** Deletes one that is off. */
  public void destroy(VmRef vm) {
    ended(client.vms().delete(vm));
  }

  /** Waits until a task has done its work. */
  public void ended(Upid task) {
    try {
      client.watcher().await(task, PATIENCE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
