package io.gridwright.proxmox.vm;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.Tag;
import io.gridwright.proxmox.value.Vmid;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How a machine stands now, asked of its own node.
 *
 * @param running whether a process exists; what it does is {@code qemuState}
 * @param qemuState running, paused, io-error, …; empty where QEMU did not answer
 * @param pid of the process: another one means that counters began anew
 * @param uptime of the process; zero when stopped
 * @param received bytes the guest received since the process began
 * @param sent bytes the guest sent since the process began
 */
public record VmStatus(
    Vmid vmid,
    String name,
    boolean running,
    Optional<String> qemuState,
    OptionalLong pid,
    Duration uptime,
    Optional<String> lock,
    Set<Tag> tags,
    boolean template,
    boolean agentConfigured,
    OptionalDouble cpu,
    Bytes memory,
    Bytes maxMemory,
    Bytes received,
    Bytes sent,
    Optional<Bytes> diskRead,
    Optional<Bytes> diskWritten,
    boolean haManaged) {

  /** The guest's processors are at a halt though a process exists. */
  public boolean paused() {
    return running && qemuState.filter(state -> state.equals("paused")).isPresent();
  }

  static VmStatus from(Fields row) {
    Vmid vmid = Vmid.parse(row.required("vmid"));
    return new VmStatus(
        vmid,
        row.text("name").orElse("VM " + vmid),
        row.textOrEmpty("status").equals("running"),
        row.nonBlank("qmpstatus"),
        row.number("pid"),
        row.seconds("uptime").orElse(Duration.ZERO),
        row.nonBlank("lock"),
        row.tags("tags"),
        row.flag("template"),
        row.flag("agent"),
        row.fraction("cpu"),
        row.bytes("mem").orElse(Bytes.ZERO),
        row.bytes("maxmem").orElse(Bytes.ZERO),
        row.bytes("netin").orElse(Bytes.ZERO),
        row.bytes("netout").orElse(Bytes.ZERO),
        row.bytes("diskread"),
        row.bytes("diskwrite"),
        row.child("ha").flag("managed"));
  }
}
