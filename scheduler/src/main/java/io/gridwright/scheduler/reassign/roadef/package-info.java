/**
 * Machine reassignment as set by Google for the ROADEF/EURO challenge 2012
 * (https://www.roadef.org/challenge/2012/en/): the closest public model of rebalancing a grid.
 */
package io.gridwright.scheduler.reassign.roadef;
