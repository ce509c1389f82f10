package io.gridwright.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.standalone.database.Database;
import io.gridwright.standalone.hypervisor.Hypervisor;
import io.gridwright.standalone.temporal.TemporalServer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where everything is, for scripts: {@code endpoints.json} of CONTRACT section 1. It names files of
 * secrets and holds none.
 */
record Endpoints(
    int api,
    int admin,
    Database database,
    TemporalServer temporal,
    Hypervisor hypervisor,
    String operatorLogin,
    Path operatorPasswordFile) {

  private static final String FILE = "endpoints.json";

  void writeTo(DataDirectory data) {
    DataDirectory.writePrivate(data.root().resolve(FILE), json());
  }

  static Path fileIn(DataDirectory data) {
    return data.root().resolve(FILE);
  }

  private String json() {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(entries());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Map<String, Object> entries() {
    var entries = new LinkedHashMap<String, Object>();
    entries.put("api", "http://127.0.0.1:" + api);
    entries.put("admin", "http://127.0.0.1:" + admin);
    entries.put("emulator", hypervisor.controlDoor().map(d -> d.address().toString()).orElse(null));
    entries.put("proxmox", hypervisor.entries().stream().map(Object::toString).toList());
    entries.put("temporal", temporal.target());
    entries.put("temporalUi", temporal.ui().orElse(null));
    entries.put("database", database.url());
    entries.put(
        "operator",
        Map.of("login", operatorLogin, "passwordFile", operatorPasswordFile.toString()));
    entries.put(
        "emulatorTokenFile",
        hypervisor.controlDoor().map(d -> d.tokenFile().toString()).orElse(null));
    entries.put("proxmoxTokenFile", hypervisor.tokenFile().toString());
    entries.put("proxmoxCa", hypervisor.authority().map(Object::toString).orElse(null));
    return entries;
  }
}
