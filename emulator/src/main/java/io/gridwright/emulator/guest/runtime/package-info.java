/** Powers guests on and off, boots them, and answers for their agents. */
package io.gridwright.emulator.guest.runtime;
