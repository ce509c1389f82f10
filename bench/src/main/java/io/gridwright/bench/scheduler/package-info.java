/** Measures the scheduler beside placements by simpler rules, on synthetic grids. */
package io.gridwright.bench.scheduler;
