package io.gridwright.engine.process;

/** A value of the YAML, or a file it names, cannot be used; the message says which and why. */
public final class FaultyConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FaultyConfiguration(String message) {
    super(message);
  }

  public FaultyConfiguration(String message, Throwable cause) {
    super(message, cause);
  }
}
