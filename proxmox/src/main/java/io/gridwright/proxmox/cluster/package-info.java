/** Cluster, nodes, pools and the high-availability manager. */
package io.gridwright.proxmox.cluster;
