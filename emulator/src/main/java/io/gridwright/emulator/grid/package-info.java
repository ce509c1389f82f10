/** The hardware and the cluster: nodes, machines, quorum, and what an operator does to them. */
package io.gridwright.emulator.grid;
