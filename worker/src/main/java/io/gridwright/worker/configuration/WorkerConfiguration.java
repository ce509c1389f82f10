package io.gridwright.worker.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jetty.HttpConnectorFactory;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * The YAML of the worker process; every key has its default here, and an unknown key stops the
 * start. {@code server} and {@code logging} are Dropwizard's own sections.
 */
public final class WorkerConfiguration extends Configuration {
  private static final int PORT = 8082;

  @Valid @NotNull @JsonProperty private DatabaseSection database = new DatabaseSection();
  @Valid @NotNull @JsonProperty private TemporalSection temporal = new TemporalSection();
  @Valid @NotNull @JsonProperty private ProxmoxSection proxmox = new ProxmoxSection();
  @Valid @NotNull @JsonProperty private WorkSection work = new WorkSection();

  /** Health and metrics on one loopback port, under {@code /admin}. */
  public WorkerConfiguration() {
    var connector = new HttpConnectorFactory();
    connector.setBindHost("127.0.0.1");
    connector.setPort(PORT);
    var server = new SimpleServerFactory();
    server.setConnector(connector);
    setServerFactory(server);
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

  public WorkSection work() {
    return work;
  }
}
