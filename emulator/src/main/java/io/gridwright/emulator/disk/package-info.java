/** State on disk: files that are either old or new, never half. */
package io.gridwright.emulator.disk;
