/** The programs that the guest agent can start inside a guest. */
package io.gridwright.emulator.guest.program;
