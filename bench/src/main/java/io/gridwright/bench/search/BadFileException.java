package io.gridwright.bench.search;

/** A file cannot be used; the message says which, where and why. */
final class BadFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadFileException(String message) {
    super(message);
  }
}
