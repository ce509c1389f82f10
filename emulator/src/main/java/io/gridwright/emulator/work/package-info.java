/** What worker tasks do: clone, create, start, stop, move, save, restore, destroy. */
package io.gridwright.emulator.work;
