/** Gridwright proxmox. */
package io.gridwright.proxmox;
