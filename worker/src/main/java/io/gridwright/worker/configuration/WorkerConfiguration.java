package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import io.gridwright.engine.process.DatabaseSection;
import io.gridwright.engine.process.ServerDefaults;
import io.gridwright.engine.process.TemporalSection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * The YAML of the worker process; every key has its default here, and an unknown key stops the
 * start. {@code server}, {@code logging} and {@code metrics} are Dropwizard's own sections.
 */
public final class WorkerConfiguration extends Configuration {
  private static final int PORT = 8082;

  @Valid @NotNull @JsonProperty private DatabaseSection database = new DatabaseSection();
  @Valid @NotNull @JsonProperty private TemporalSection temporal = new TemporalSection();
  @Valid @NotNull @JsonProperty private ProxmoxSection proxmox = new ProxmoxSection();
  @Valid @NotNull @JsonProperty private FencingSection fencing = new FencingSection();
  @Valid @NotNull @JsonProperty private MachineSection machines = new MachineSection();
  @Valid @NotNull @JsonProperty private GridSection grid = new GridSection();
  @Valid @NotNull @JsonProperty private WorkSection work = new WorkSection();

  /** Health and metrics on one loopback port, under {@code /admin}. */
  public WorkerConfiguration() {
    setServerFactory(ServerDefaults.on(PORT));
  }

  public DatabaseSection database() {
    return database;
  }

  public TemporalSection temporal() {
    return temporal;
  }

  public ProxmoxSection proxmox() {
    return proxmox;
  }

  public FencingSection fencing() {
    return fencing;
  }

  public MachineSection machines() {
    return machines;
  }

  public GridSection grid() {
    return grid;
  }

  public WorkSection work() {
    return work;
  }
}
