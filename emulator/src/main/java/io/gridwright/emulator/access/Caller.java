package io.gridwright.emulator.access;

import java.util.Optional;

/**
 * Who calls.
 *
 * @param user {@code name@realm}
 * @param token the name of the API token used, empty with a ticket
 */
public record Caller(String user, Optional<String> token) {

  public static Caller user(String user) {
    return new Caller(user, Optional.empty());
  }

  /** As it stands in a UPID: {@code name@realm} or {@code name@realm!token}. */
  public String fullName() {
    return token.map(name -> user + "!" + name).orElse(user);
  }

  /** root@pam with a ticket; a token of root@pam is not root (API.md 4). */
  public boolean root() {
    return user.equals("root@pam") && token.isEmpty();
  }
}
