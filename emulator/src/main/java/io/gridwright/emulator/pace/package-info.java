/** Emulated time: every delay of the grid, scaled by one factor. */
package io.gridwright.emulator.pace;
