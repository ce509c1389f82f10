package io.gridwright.domain;

/** A value that is one word on the wire: an opaque id, a node's name, an image. */
public interface Identifier {
  /** The word itself; never blank. */
  String value();

  /** Returns {@code value} or refuses a blank one; for the constructors of identifiers. */
  static String required(String value, String what) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(what + " must not be blank");
    }
    return value;
  }
}
