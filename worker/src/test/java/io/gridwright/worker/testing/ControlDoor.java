package io.gridwright.worker.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.emulator.Emulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The emulator's control door, for what only it tells (CONTRACT section 5). */
final class ControlDoor {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<String> violations(Emulator emulator) {
    try {
      var answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(emulator.controlDoor().resolve("/violations"))
                      .header(
                          "Authorization",
                          "Bearer " + Files.readString(emulator.controlTokenFile()).strip())
                      .build(),
                  BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the control door answered " + answer.statusCode());
      }
      var told = new ArrayList<String>();
      JSON.readTree(answer.body())
          .path("items")
          .forEach(
              item -> told.add(item.path("kind").asText() + ": " + item.path("text").asText()));
      return told;
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private ControlDoor() {}
}
