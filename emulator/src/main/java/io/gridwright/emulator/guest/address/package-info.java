/** What a guest's configuration and files say about its network cards and addresses. */
package io.gridwright.emulator.guest.address;
