/** Who the caller is and what it may do. */
package io.gridwright.proxmox.access;
