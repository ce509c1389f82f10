/** Workers that outlive the call which started them. */
package io.gridwright.proxmox.task;
