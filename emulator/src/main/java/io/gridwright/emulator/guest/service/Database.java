package io.gridwright.emulator.guest.service;

import java.util.Optional;

/** A guest's database, as its administrator's tool sees it. */
public interface Database {
  /** Where it listens. */
  int PORT = 3306;

  /** A write that was not accepted: read-only, or a replica. */
  final class WriteRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WriteRefusedException(String message) {
      super(message);
    }
  }

  /** What it is and how far it is, as JSON. */
  String status();

  /** How many writes it holds. */
  long position();

  /**
   * Keeps the value; when this returns it is on the disk.
   *
   * @return the write's position, from 1
   * @throws WriteRefusedException if it takes no writes
   */
  long put(String key, String value);

  /** The newest value of the key. */
  Optional<String> get(String key);

  /** Becomes the one that takes writes. */
  void promote();

  /** Stops or resumes taking writes; what is being written is finished first. */
  void readOnly(boolean on);

  /** Becomes a replica: copies everything from the other and follows it. */
  void replicateFrom(String host, int port);
}
