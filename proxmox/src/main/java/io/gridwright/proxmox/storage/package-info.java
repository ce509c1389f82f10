/** Storages and the volumes on them. */
package io.gridwright.proxmox.storage;
