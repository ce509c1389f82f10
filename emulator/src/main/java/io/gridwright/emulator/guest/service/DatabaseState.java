package io.gridwright.emulator.guest.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.emulator.guest.disk.GuestDisk;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a database is, kept on its disk.
 *
 * @param readOnly whether a PRIMARY refuses writes for now
 * @param sourceHost whom a REPLICA follows, empty otherwise
 * @param copied whether a REPLICA has taken over the source's content, so that it may go on from
 *     its own position
 */
record DatabaseState(
    Role role, boolean readOnly, String sourceHost, int sourcePort, boolean copied) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "/var/lib/gridwright-db/state.json";

  /** The part it plays. */
  enum Role {
    /** New beside a running twin; the first write or a promotion makes it PRIMARY. */
    JOINING,
    PRIMARY,
    REPLICA
  }

  static DatabaseState of(Role role) {
    return new DatabaseState(role, false, "", 0, false);
  }

  DatabaseState readOnly(boolean on) {
    return new DatabaseState(role, on, sourceHost, sourcePort, copied);
  }

  DatabaseState copiedFromSource() {
    return new DatabaseState(role, readOnly, sourceHost, sourcePort, true);
  }

  static DatabaseState replicaOf(String host, int port) {
    return new DatabaseState(Role.REPLICA, true, host, port, false);
  }

  boolean takesWrites() {
    return role != Role.REPLICA && !readOnly;
  }

  void keep(GuestDisk disk) {
    String text =
        JSON.createObjectNode()
            .put("role", role.name())
            .put("readOnly", readOnly)
            .put("sourceHost", sourceHost)
            .put("sourcePort", sourcePort)
            .put("copied", copied)
            .toString();
    disk.write(FILE, text.getBytes(StandardCharsets.UTF_8));
  }

  static Optional<DatabaseState> kept(GuestDisk disk) {
    String text = disk.text(FILE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode kept = JSON.readTree(text);
      return Optional.of(
          new DatabaseState(
              Role.valueOf(kept.path("role").asText()),
              kept.path("readOnly").asBoolean(),
              kept.path("sourceHost").asText(),
              kept.path("sourcePort").asInt(),
              kept.path("copied").asBoolean()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database's state file is damaged: " + text, e);
    }
  }
}
