/** Balancers, and the wires between components. */
package io.gridwright.activities.traffic;
