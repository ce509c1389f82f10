package io.gridwright.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import io.gridwright.engine.process.DatabaseSection;
import io.gridwright.engine.process.ServerDefaults;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * The YAML of the API process; every key has its default here, and an unknown key stops the start.
 * {@code server} and {@code logging} are Dropwizard's own sections.
 */
public final class ApiConfiguration extends Configuration {
  @Valid @NotNull @JsonProperty private DatabaseSection database = new DatabaseSection();
  @Valid @NotNull @JsonProperty private EngineSection temporal = new EngineSection();
  @Valid @NotNull @JsonProperty private StreamSection streams = new StreamSection();
  @Valid @NotNull @JsonProperty private SessionSection sessions = new SessionSection();
  @Valid @NotNull @JsonProperty private OperatorSection operator = new OperatorSection();

  /** Ports 8080 and 8081 on loopback. */
  public ApiConfiguration() {
    setServerFactory(ServerDefaults.on(8080, 8081));
  }

  /** For a server inside another program: two loopback ports, 0 for free ones. */
  public static ApiConfiguration onLoopback(int port, int adminPort) {
    ApiConfiguration configuration = new ApiConfiguration();
    configuration.setServerFactory(ServerDefaults.on(port, adminPort));
    return configuration;
  }

  public DatabaseSection database() {
    return database;
  }

  public EngineSection temporal() {
    return temporal;
  }

  public StreamSection streams() {
    return streams;
  }

  public SessionSection sessions() {
    return sessions;
  }

  public OperatorSection operator() {
    return operator;
  }
}
