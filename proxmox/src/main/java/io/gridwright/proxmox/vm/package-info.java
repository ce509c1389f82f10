/** Virtual machines: life, configuration, power, snapshots, migration, backups. */
package io.gridwright.proxmox.vm;
