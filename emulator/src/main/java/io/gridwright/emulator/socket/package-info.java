/** Listening sockets whose port is free again when they say so. */
package io.gridwright.emulator.socket;
