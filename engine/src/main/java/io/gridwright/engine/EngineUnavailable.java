package io.gridwright.engine;

/** The engine did not answer in time: no worker runs, or Temporal is away. Try again shortly. */
public final class EngineUnavailable extends Exception {
  private static final long serialVersionUID = 1L;

  public EngineUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
