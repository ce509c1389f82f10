package io.gridwright.api.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Argon2id with 19 MiB, two passes, one lane (OWASP's first choice). An unknown login costs the
 * same work as a known one, so that time tells nobody who exists; at most {@code atOnce} hashes are
 * worked on at one time, which bounds memory.
 */
public final class Passwords {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;

  private final Argon2Function argon2 =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  private final Semaphore places;
  private final String hashOfNobody;

  public Passwords(int atOnce) {
    this.places = new Semaphore(atOnce, true);
    this.hashOfNobody = hash("nobody has this password");
  }

  /** The hash with its salt and parameters, as it is stored. */
  public String hash(String password) {
    places.acquireUninterruptibly();
    try {
      return Password.hash(password).addRandomSalt(16).with(argon2).getResult();
    } finally {
      places.release();
    }
  }

  /**
   * What a text with a password in it can be recognised by, and is as hard to guess from.
   *
   * @param salt at least 8 bytes, of this text's own
   */
  public byte[] condensed(byte[] text, byte[] salt) {
    places.acquireUninterruptibly();
    try {
      return argon2.hash(text, salt).getBytes();
    } finally {
      places.release();
    }
  }

  /** Whether the password is the one of {@code stored}; never true where nothing is stored. */
  public boolean matches(String password, Optional<String> stored) {
    places.acquireUninterruptibly();
    try {
      boolean same = Password.check(password, stored.orElse(hashOfNobody)).with(argon2);
      return same && stored.isPresent();
    } finally {
      places.release();
    }
  }
}
