package io.gridwright.standalone.production;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * The emulator as a process, known to others by what it says when it is ready: addresses, and files
 * in the folder that it shares.
 *
 * @param nodes where they answer the Proxmox VE API
 */
record EmulatedGrid(
    URI door, Path doorToken, List<String> nodes, Path authority, Path token, Path bmcs) {
  static final String READY = "Emulated grid is ready";

  /** Reads what it said. */
  static EmulatedGrid told(String output) {
    return new EmulatedGrid(
        URI.create(word(output, "Control door +(\\S+)")),
        Path.of(word(output, "its token +(\\S+)")),
        Pattern.compile("Proxmox VE API (https://\\S+)/api2/json")
            .matcher(output)
            .results()
            .map(match -> match.group(1))
            .toList(),
        Path.of(word(output, "CA +(\\S+)")),
        Path.of(word(output, "API token +(\\S+)")),
        Path.of(word(output, "the BMCs +(\\S+)")));
  }

  private static String word(String output, String pattern) {
    var matcher = Pattern.compile(pattern).matcher(output);
    if (!matcher.find()) {
      throw new AssertionError(
          "'%s' is not in what the emulator said:\n%s".formatted(pattern, output));
    }
    return matcher.group(1);
  }

  /** Machines that exist, as its control door tells; templates aside. */
  List<String> machines() throws Exception {
    var request =
        HttpRequest.newBuilder(door.resolve("/machines"))
            .header("Authorization", "Bearer " + Files.readString(doorToken).strip())
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    return StreamSupport.stream(
            new ObjectMapper().readTree(answer).path("items").spliterator(), false)
        .filter(machine -> machine.path("configuration").isTextual())
        .map((JsonNode machine) -> machine.path("component").asText())
        .sorted()
        .toList();
  }
}
