/** How a server is reached: entry nodes, trust, credentials, calls and their answers. */
package io.gridwright.proxmox.connection;
