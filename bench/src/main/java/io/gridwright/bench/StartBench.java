package io.gridwright.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The time until {@code up} would carry out an order: on an empty folder, and on a kept one. */
final class StartBench {
  private final Path jar;
  private final Path data;
  private final int rounds;

  StartBench(Path jar, Path data, int rounds) {
    this.jar = jar;
    this.data = data;
    this.rounds = rounds;
  }

  Report run() throws IOException {
    var fresh = new double[rounds];
    var kept = new double[rounds];
    for (var round = 0; round < rounds; round++) {
      fresh[round] = secondsToReady("--fresh");
      kept[round] = secondsToReady();
    }
    var report = new Report("start");
    report.add(
        new Measured(
            "up on an empty folder, ready for orders",
            Seconds.median(fresh),
            "up on a kept folder",
            Seconds.median(kept)));
    return report;
  }

  private double secondsToReady(String... options) throws IOException {
    try (var up = Launched.up(jar, data, options)) {
      System.out.printf("  ready after %.2f s, %d MiB%n", up.secondsToReady(), up.residentMib());
      return up.secondsToReady();
    }
  }
}
