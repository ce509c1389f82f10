/** The load balancer of a guest: the file that the engine wrote, and what follows it. */
package io.gridwright.emulator.guest.balancer;
