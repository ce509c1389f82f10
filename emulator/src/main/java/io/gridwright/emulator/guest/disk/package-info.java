/** What a guest keeps on its disk. */
package io.gridwright.emulator.guest.disk;
