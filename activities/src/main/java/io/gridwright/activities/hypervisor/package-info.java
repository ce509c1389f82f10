/** The way to the hypervisor: connection, ownership, awaiting tasks, what failures mean. */
package io.gridwright.activities.hypervisor;
