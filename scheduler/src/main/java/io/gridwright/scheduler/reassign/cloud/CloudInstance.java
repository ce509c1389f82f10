package io.gridwright.scheduler.reassign.cloud;

import java.util.List;

/**
 * Computers that cost when used at all, and processes to place on them. Arrays hold one value per
 * resource (CPU, memory, network) and are not to be changed.
 */
public record CloudInstance(List<Computer> computers, List<Process> processes) {
  public static final int RESOURCES = 3;

  /**
   * @param cost paid once if any process is on it
   */
  public record Computer(long[] capacity, long cost) {}

  /** What a process takes of its computer. */
  public record Process(long[] need) {}
}
