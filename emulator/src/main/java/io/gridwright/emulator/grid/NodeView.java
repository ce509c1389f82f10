package io.gridwright.emulator.grid;

/** A node as it stands: its power, its cable, and whether it sees a majority of the cluster. */
public record NodeView(String name, NodePower power, NodeNetwork network, boolean quorate) {}
