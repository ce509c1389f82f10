/** Faults on order: what matches, how often, and what then happens. */
package io.gridwright.emulator.fault;
