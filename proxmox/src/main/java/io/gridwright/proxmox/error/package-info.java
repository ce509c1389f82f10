/** What may come back instead of an answer: one sealed hierarchy. */
package io.gridwright.proxmox.error;
