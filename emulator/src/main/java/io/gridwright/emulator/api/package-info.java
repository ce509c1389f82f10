/** The methods of the Proxmox VE API: routes, parameters, permissions, handlers. */
package io.gridwright.emulator.api;
