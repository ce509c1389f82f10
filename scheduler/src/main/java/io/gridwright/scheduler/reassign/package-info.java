/**
 * Improves a finished assignment of processes to machines by a search that knows nothing of what
 * they are: machine reassignment (ROADEF/EURO challenge 2012), cloud balancing, the grid's own
 * rebalancing.
 */
package io.gridwright.scheduler.reassign;
