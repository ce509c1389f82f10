/** The HA manager: what it decides, and in which rounds. */
package io.gridwright.emulator.ha;
