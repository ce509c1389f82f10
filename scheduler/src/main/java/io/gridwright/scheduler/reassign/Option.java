package io.gridwright.scheduler.reassign;

import com.google.ortools.sat.BoolVar;

/** A machine that a process may go to, and the variable that says whether it does. */
public record Option(int process, int machine, BoolVar chosen) {}
