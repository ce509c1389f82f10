/** The firewall of one machine. */
package io.gridwright.proxmox.firewall;
