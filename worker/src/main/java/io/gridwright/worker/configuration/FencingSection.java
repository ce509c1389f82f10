package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.activities.fence.Bmc;
import io.gridwright.activities.fence.BmcFile;
import io.gridwright.activities.fence.Fence;
import io.gridwright.activities.fence.Fences;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.engine.process.FaultyConfiguration;
import io.gridwright.engine.process.SecretFile;
import jakarta.validation.constraints.NotNull;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * {@code fencing}: who proves that a lost node runs nothing. The cluster's own word needs no
 * setting; BMCs are named in a file, and are believed as the cluster's nodes are.
 */
public final class FencingSection {
  /** A line {@code NODE URL USER PASSWORD} for each; left out, no BMC is asked. */
  @JsonProperty private String bmcFile;

  @JsonProperty private String authority;

  /** SHA-256, one, a list, or several separated by commas. */
  @NotNull
  @JsonProperty
  @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
  private List<String> fingerprints = List.of();

  /** Nobody is asked yet; the file of BMCs is read here. */
  public List<Fence> fences(Hypervisor hypervisor, InstantSource clock) {
    try {
      return Fences.of(
          bmcs(), TrustWords.read("fencing", fingerprints, authority), hypervisor, clock);
    } catch (IllegalArgumentException unusable) {
      throw new FaultyConfiguration("fencing: " + unusable.getMessage(), unusable);
    }
  }

  private Map<NodeName, Bmc> bmcs() {
    return SecretFile.optional(bmcFile).<Map<NodeName, Bmc>>map(BmcFile::read).orElse(Map.of());
  }
}
