package io.gridwright.standalone;

/** Start-up cannot go on; the message says why and what to do, for the person at the terminal. */
public class StartUpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StartUpException(String message) {
    super(message);
  }

  public StartUpException(String message, Throwable cause) {
    super(message, cause);
  }
}
