/** Gridwright emulator. */
package io.gridwright.emulator;
