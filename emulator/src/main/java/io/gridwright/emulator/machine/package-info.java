/** The configuration of a virtual machine: its text, its pending changes, its property strings. */
package io.gridwright.emulator.machine;
