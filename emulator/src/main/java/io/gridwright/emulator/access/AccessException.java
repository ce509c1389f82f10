package io.gridwright.emulator.access;

import java.util.Optional;

/** A change of users, tokens, the access list or pools was refused. */
public final class AccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<String> parameter;

  /** A refusal of the whole call (status 500). */
  public AccessException(String message) {
    super(message);
    this.parameter = Optional.empty();
  }

  /** A refusal of one parameter (status 400). */
  public AccessException(String parameter, String message) {
    super(message);
    this.parameter = Optional.of(parameter);
  }

  /** The parameter at fault. */
  public Optional<String> parameter() {
    return parameter;
  }
}
