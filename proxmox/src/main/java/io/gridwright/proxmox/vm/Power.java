package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.value.Upid;
import io.gridwright.proxmox.value.VmRef;
import java.time.Duration;

/**
 * Switching machines on and off. Each call gives the task to await; of a machine under the HA
 * manager's care that task only files the request.
 */
public final class Power {
  private final Api api;

  public Power(Api api) {
    this.api = api;
  }

  /** The task fails if it runs already. */
  public Upid start(VmRef vm) {
    return api.send(action(vm, "start")).upid();
  }

  /** Pulls the plug; a shutdown under way is aborted first. No error if it is off. */
  public Upid stop(VmRef vm) {
    return api.send(action(vm, "stop").with("overrule-shutdown", true)).upid();
  }

  /**
   * Asks the guest; the task fails if it does not obey in time, and the guest runs on. No error if
   * it is off. Meanwhile other work on the machine waits 10 s for its lock, and fails.
   *
   * @param patience whole seconds
   */
  public Upid shutdown(VmRef vm, Duration patience) {
    return api.send(action(vm, "shutdown").with("timeout", patience.toSeconds())).upid();
  }

  /** Asks the guest, then pulls the plug. */
  public Upid shutdownOrStop(VmRef vm, Duration patience) {
    return api.send(
            action(vm, "shutdown").with("timeout", patience.toSeconds()).with("forceStop", true))
        .upid();
  }

  /**
   * Shuts down and starts, applying what waits for a start. The task ends when the machine is
   * <em>off</em>; the start is another task that follows (PVE-D23).
   */
  public Upid reboot(VmRef vm, Duration patience) {
    return api.send(action(vm, "reboot").with("timeout", patience.toSeconds())).upid();
  }

  /** As a reset button: the process stays, nothing that waits is applied. */
  public Upid reset(VmRef vm) {
    return api.send(action(vm, "reset")).upid();
  }

  /** Halts the processors; memory stays where it is. */
  public Upid suspend(VmRef vm) {
    return api.send(action(vm, "suspend")).upid();
  }

  /** Writes the memory to disk and ends the process. */
  public Upid suspendToDisk(VmRef vm) {
    return api.send(action(vm, "suspend").with("todisk", true)).upid();
  }

  public Upid resume(VmRef vm) {
    return api.send(action(vm, "resume")).upid();
  }

  private static Call action(VmRef vm, String name) {
    return Call.post("/nodes/{}/qemu/{}/status/{}", vm.node(), vm.vmid(), name);
  }
}
