/** Nodes that are lost, and what is done for those who had servers there. */
package io.gridwright.workflows.recovery;
