package io.gridwright.proxmox.value;

import java.util.Optional;

/**
 * Who calls: a user in a realm, perhaps through one of its API tokens.
 *
 * @param user name and realm, {@code root@pam}
 * @param token name of the token, {@code prov} of {@code root@pam!prov}
 */
public record UserId(String user, Optional<String> token) {
  /** Reads {@code user@realm} or {@code user@realm!token}. */
  public static UserId parse(String text) {
    int mark = text.indexOf('!');
    return mark < 0
        ? new UserId(text, Optional.empty())
        : new UserId(text.substring(0, mark), Optional.of(text.substring(mark + 1)));
  }

  @Override
  public String toString() {
    return user + token.map(name -> "!" + name).orElse("");
  }
}
