/** Small types that carry the meaning of an API text or number. */
package io.gridwright.proxmox.value;
