package io.gridwright.standalone;

/** An option or a variable of the environment that cannot be meant; the message says what can. */
public final class WrongUsageException extends StartUpException {
  private static final long serialVersionUID = 1L;

  public WrongUsageException(String message) {
    super(message);
  }

  public WrongUsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
