/** The guest agent inside a running machine. */
package io.gridwright.proxmox.agent;
