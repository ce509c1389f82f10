/** The door of the Proxmox VE client: {@link io.gridwright.proxmox.ProxmoxClient}. */
package io.gridwright.proxmox;
