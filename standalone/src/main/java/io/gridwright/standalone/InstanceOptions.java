package io.gridwright.standalone;

import java.nio.file.Path;

/** What the command line says of an instance. */
public record InstanceOptions(Path data, boolean fresh, int nodes, double latency) {
  public InstanceOptions {
    if (nodes < 1 || nodes > 90) {
      throw new WrongUsageException("--nodes is " + nodes + "; give 1 to 90.");
    }
    if (!(latency >= 0 && latency <= 100)) {
      throw new WrongUsageException("--latency is " + latency + "; give 0 to 100.");
    }
  }
}
