package io.gridwright.domain.configuration;

import java.util.Optional;

/**
 * An address that a component asks for beside its private one; empty address means {@code auto}.
 */
public record AddressRequest(Visibility visibility, Optional<String> address) {

  /** Who can reach the address. */
  public enum Visibility {
    PUBLIC,
    PRIVATE
  }
}
