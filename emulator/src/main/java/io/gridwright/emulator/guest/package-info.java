/** What runs inside the virtual machines: the core powers it, the guest answers for itself. */
package io.gridwright.emulator.guest;
