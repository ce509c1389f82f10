/** The door to Temporal for everyone who is not a workflow or an activity. */
package io.gridwright.engine;
