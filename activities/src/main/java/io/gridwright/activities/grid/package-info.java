/** Machines and nodes on the hypervisor, kept equal to the ledger. */
package io.gridwright.activities.grid;
