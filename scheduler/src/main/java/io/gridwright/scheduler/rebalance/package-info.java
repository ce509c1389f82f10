/** Plans for machines that stand already: emptying nodes, evening out the load. */
package io.gridwright.scheduler.rebalance;
