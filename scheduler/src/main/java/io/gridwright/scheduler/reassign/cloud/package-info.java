/**
 * Cloud balancing as OptaPlanner's examples pose it: processes on computers that cost when used at
 * all. The grid's licence fees are of the same kind.
 */
package io.gridwright.scheduler.reassign.cloud;
