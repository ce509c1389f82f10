package io.gridwright.standalone.temporal;

import java.util.Optional;

/** A server that runs elsewhere, named by {@code TEMPORAL_ADDRESS}. */
public record ExternalTemporal(String target) implements TemporalServer {
  @Override
  public Optional<String> ui() {
    return Optional.empty();
  }

  @Override
  public boolean inProcess() {
    return false;
  }

  @Override
  public String line() {
    return "Workflows     Temporal at "
        + target
        + " (TEMPORAL_ADDRESS); its UI is where you run it; kept on restart";
  }

  @Override
  public void close() {
    // not ours to stop
  }
}
