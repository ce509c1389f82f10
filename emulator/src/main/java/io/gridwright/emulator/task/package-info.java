/** Worker tasks, their UPIDs, logs and ends; the locks they hold. */
package io.gridwright.emulator.task;
