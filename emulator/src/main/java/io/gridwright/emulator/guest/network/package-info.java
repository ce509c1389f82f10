/**
 * The wires between guests, and between guests and the outside: who reaches whom, by which loopback
 * port, and what is refused or silently dropped.
 */
package io.gridwright.emulator.guest.network;
