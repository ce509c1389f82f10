package io.gridwright.standalone.temporal;

import io.gridwright.standalone.DataDirectory;
import io.gridwright.standalone.Ports;
import java.util.Map;

/** Chooses the workflow engine of an instance, in the order of CONTRACT section 1. */
public final class TemporalServers {

  public static TemporalServer start(
      Map<String, String> environment, DataDirectory data, Ports ports) {
    var address = environment.getOrDefault("TEMPORAL_ADDRESS", "");
    if (!address.isBlank()) {
      return new ExternalTemporal(address);
    }
    var programs = new TemporalPrograms(environment);
    var onPath = programs.onPath();
    if (onPath.isPresent()) {
      return CommandLineTemporal.start(onPath.get(), "the one on PATH", data, ports);
    }
    var installed = programs.installedIn(data);
    if (installed.isPresent()) {
      return CommandLineTemporal.start(
          installed.get(), "installed by pip under tools/", data, ports);
    }
    return InProcessTemporal.start(ports.temporal());
  }

  private TemporalServers() {}
}
