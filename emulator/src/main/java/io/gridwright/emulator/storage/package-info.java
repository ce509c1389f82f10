/** Storages of the nodes and the volumes on them. */
package io.gridwright.emulator.storage;
