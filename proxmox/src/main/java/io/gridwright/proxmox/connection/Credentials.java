package io.gridwright.proxmox.connection;

import io.gridwright.proxmox.value.UserId;

/** How the caller proves who it is. */
public sealed interface Credentials {

  /**
   * An API token: no expiry, no CSRF token, but never root for checks of "root only".
   *
   * @param token {@code root@pam!prov}
   * @param secret the value that was shown once when the token was made
   */
  record ApiToken(UserId token, String secret) implements Credentials {
    public ApiToken {
      if (token.token().isEmpty()) {
        throw new IllegalArgumentException("'" + token + "' is a user: expected user@realm!token");
      }
    }

    /** Reads {@code user@realm!token=secret}. */
    public static ApiToken parse(String text) {
      int mark = text.indexOf('=');
      if (mark < 0) {
        throw new IllegalArgumentException("API token is not of the form user@realm!token=secret");
      }
      return new ApiToken(UserId.parse(text.substring(0, mark)), text.substring(mark + 1).strip());
    }

    @Override
    public String toString() {
      return "ApiToken[" + token + "]";
    }
  }

  /**
   * A user's password, traded for a ticket that is renewed each hour (it lives for two).
   *
   * @param user {@code root@pam}
   */
  record Login(UserId user, String password) implements Credentials {
    public static Login of(String user, String password) {
      return new Login(UserId.parse(user), password);
    }

    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }
}
