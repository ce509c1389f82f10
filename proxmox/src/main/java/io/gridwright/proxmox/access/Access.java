package io.gridwright.proxmox.access;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Who the caller is and what it may do. */
public final class Access {
  private final Api api;

  public Access(Api api) {
    this.api = api;
  }

  /** The caller's own rights, for a check before the work begins. */
  public Permissions permissions() {
    Fields data = api.send(Call.get("/access/permissions")).data();
    Map<String, Set<String>> held = new HashMap<>();
    data.names().forEach(path -> held.put(path, Set.copyOf(data.child(path).names())));
    return new Permissions(held);
  }

  /**
   * Makes an API token; its secret is shown this once.
   *
   * @param separated true for a token that has only the rights given to it, none at first
   */
  public Credentials.ApiToken createToken(UserId token, boolean separated) {
    Fields data =
        api.send(
                Call.post("/access/users/{}/token/{}", token.user(), token.token().orElseThrow())
                    .with("privsep", separated))
            .data();
    return new Credentials.ApiToken(token, data.required("value"));
  }

  public void deleteToken(UserId token) {
    api.send(Call.delete("/access/users/{}/token/{}", token.user(), token.token().orElseThrow()));
  }
}
