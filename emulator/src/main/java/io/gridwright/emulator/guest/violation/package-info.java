/** What must never happen, as the emulator itself saw it. */
package io.gridwright.emulator.guest.violation;
