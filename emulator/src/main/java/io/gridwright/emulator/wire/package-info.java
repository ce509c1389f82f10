/** The HTTP server of a node, as pveproxy speaks: reason phrases, bodyless answers, keep-alive. */
package io.gridwright.emulator.wire;
