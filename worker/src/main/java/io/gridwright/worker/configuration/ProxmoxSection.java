package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code proxmox}: entry nodes of the cluster, the token, and whom to believe. */
public final class ProxmoxSection {
  /** One URL, or several separated by commas. */
  @NotEmpty @JsonProperty private String url = "https://127.0.0.1:18101";

  @NotEmpty @JsonProperty private String tokenFile = ".gridwright/secrets/proxmox-token";
  @JsonProperty private Path authority;
  @JsonProperty private List<String> fingerprints = List.of();

  /** Makes a client; no call is made yet. */
  public ProxmoxClient client() {
    var builder =
        ProxmoxClient.builder()
            .credentials(Credentials.ApiToken.parse(Secrets.firstLine(Path.of(tokenFile))))
            .trust(trust());
    Arrays.stream(url.split(","))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .forEach(builder::entry);
    return builder.build();
  }

  private Trust trust() {
    Set<String> pinned = new TreeSet<>(fingerprints);
    if (!pinned.isEmpty()) {
      return new Trust.Fingerprints(pinned);
    }
    return authority == null ? Trust.system() : Trust.authorities(authority);
  }
}
