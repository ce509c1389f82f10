package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwright.activities.hypervisor.MachineSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;

/** {@code machines}: what the operator decides about every machine. */
public final class MachineSection {
  private static final MachineSettings DEFAULT = MachineSettings.DEFAULT;

  /** The bridge that carries the accounts' VLANs; the same name on every node. */
  @NotEmpty @JsonProperty private String bridge = DEFAULT.bridge();

  /** For the disks of clones; left out, they are where the template's are. */
  @JsonProperty private String storage;

  @JsonProperty private boolean fullClones = DEFAULT.fullClones();
  @NotEmpty @JsonProperty private String user = DEFAULT.user();
  @NotEmpty @JsonProperty private List<String> nameServers = DEFAULT.nameServers();
  @NotEmpty @JsonProperty private String searchDomain = DEFAULT.searchDomain();

  @Min(1)
  @Max(10_000)
  @JsonProperty
  private int cpuUnits = DEFAULT.cpuUnits();

  @NotNull @JsonProperty private java.time.Duration taskLimit = DEFAULT.taskLimit();
  @NotNull @JsonProperty private java.time.Duration agentLimit = DEFAULT.agentLimit();
  @NotNull @JsonProperty private java.time.Duration shutdownLimit = DEFAULT.shutdownLimit();
  @NotNull @JsonProperty private java.time.Duration reachLimit = DEFAULT.reachLimit();
  @NotNull @JsonProperty private java.time.Duration drainLimit = DEFAULT.drainLimit();

  public MachineSettings settings() {
    return new MachineSettings(
        bridge,
        Optional.ofNullable(storage).filter(name -> !name.isBlank()),
        fullClones,
        user,
        nameServers,
        searchDomain,
        cpuUnits,
        taskLimit,
        agentLimit,
        shutdownLimit,
        reachLimit,
        drainLimit);
  }
}
