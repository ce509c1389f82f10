package io.gridwright.emulator.grid;

import java.time.Instant;

/**
 * A machine was started on a node whose machines then had more memory than the node: real QEMU
 * starts, and the kernel kills somebody later.
 */
public record OvercommittedStart(Instant at, String node, int vmid, long neededMib, long freeMib) {}
