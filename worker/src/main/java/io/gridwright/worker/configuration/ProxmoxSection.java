package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.engine.process.FaultyConfiguration;
import io.gridwright.engine.process.SecretFile;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code proxmox}: entry nodes of the cluster, the token, and whom to believe: the authority of the
 * cluster, or the fingerprints of its nodes' certificates, or else the system's own authorities.
 */
public final class ProxmoxSection {
  /** One URL, or several separated by commas. */
  @NotEmpty @JsonProperty private String url = "https://127.0.0.1:8006";

  /** The file whose first line is {@code USER@REALM!TOKENID=SECRET}. */
  @NotEmpty @JsonProperty private String tokenFile = "secrets/proxmox-token";

  @JsonProperty private String authority;

  /** SHA-256, one, a list, or several separated by commas. */
  @NotNull
  @JsonProperty
  @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
  private List<String> fingerprints = List.of();

  /** Makes a client; no call is made yet. */
  public ProxmoxClient client() {
    try {
      var builder =
          ProxmoxClient.builder()
              .credentials(Credentials.ApiToken.parse(SecretFile.read(Path.of(tokenFile))))
              .trust(TrustWords.read("proxmox", fingerprints, authority));
      TrustWords.words(url).forEach(builder::entry);
      return builder.build();
    } catch (IllegalArgumentException unusable) {
      throw new FaultyConfiguration("proxmox: " + unusable.getMessage(), unusable);
    }
  }
}
