package io.gridwright.proxmox.connection;

import java.util.Map;

/** An API token: the same header for ever. */
record TokenAuthentication(Credentials.ApiToken token) implements Authentication {
  @Override
  public Map<String, String> headers(EntryNode entry, Call.Method method) {
    return Map.of("Authorization", "PVEAPIToken=" + token.token() + "=" + token.secret());
  }

  @Override
  public boolean renewed(Map<String, String> refused) {
    return false;
  }

  @Override
  public String toString() {
    return token.toString();
  }
}
