package io.gridwright.activities.fence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Questions to one BMC by Redfish (DMTF DSP0266). Resources are found by their links from the
 * service root, since each maker has paths of its own; a link that leads to another host is not
 * followed, for the password would go there.
 */
final class RedfishSession {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final Bmc bmc;
  private final Duration limit;

  /**
   * @param limit for each answer, its body included
   */
  RedfishSession(HttpClient http, Bmc bmc, Duration limit) {
    this.http = http;
    this.bmc = bmc;
    this.limit = limit;
  }

  /** The one system that the BMC controls; of several nobody says which the node is. */
  URI system() throws BmcSilentException, InterruptedException {
    URI systems = linked(get(bmc.root()).path("Systems"), bmc.root());
    JsonNode members = get(systems).path("Members");
    if (members.size() != 1) {
      throw new BmcSilentException(
          "its BMC has %d systems at %s, expected one".formatted(members.size(), systems));
    }
    return linked(members.get(0), systems);
  }

  PowerReading read(URI system) throws BmcSilentException, InterruptedException {
    return PowerReading.of(get(system));
  }

  /** Asks for power to be cut; that this was answered means nothing. */
  int forceOff(String target) throws BmcSilentException, InterruptedException {
    HttpRequest.Builder request =
        to(resolved(target))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"ResetType\":\"ForceOff\"}"));
    return send(request.build()).statusCode();
  }

  private URI linked(JsonNode reference, URI at) throws BmcSilentException {
    String link = reference.path("@odata.id").asText();
    if (link.isEmpty()) {
      throw new BmcSilentException("its BMC shows no link to its system at " + at);
    }
    return resolved(link);
  }

  private URI resolved(String link) throws BmcSilentException {
    try {
      URI uri = bmc.root().resolve(link);
      if (bmc.url().getScheme().equals(uri.getScheme())
          && bmc.url().getRawAuthority().equals(uri.getRawAuthority())) {
        return uri;
      }
    } catch (IllegalArgumentException noUri) {
      throw new BmcSilentException("its BMC shows a link that is none: " + link, noUri);
    }
    throw new BmcSilentException("its BMC shows a link to another host: " + link);
  }

  private JsonNode get(URI uri) throws BmcSilentException, InterruptedException {
    HttpResponse<byte[]> answer = send(to(uri).GET().build());
    if (answer.statusCode() == 401) {
      throw new BmcSilentException("its BMC refuses user " + bmc.user() + " or the password");
    }
    if (answer.statusCode() != 200) {
      throw new BmcSilentException("its BMC answers %d at %s".formatted(answer.statusCode(), uri));
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException noJson) {
      throw new BmcSilentException("its BMC answers something else than JSON at " + uri, noJson);
    }
  }

  private HttpRequest.Builder to(URI uri) {
    String login = bmc.user() + ":" + bmc.password();
    return HttpRequest.newBuilder(uri)
        .header("Accept", "application/json")
        .header("OData-Version", "4.0")
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
  }

  /** The client's own limit ends with the headers; a body that never ends is cut off here. */
  private HttpResponse<byte[]> send(HttpRequest request)
      throws BmcSilentException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new BmcSilentException(
          "its BMC at %s does not answer within %d s".formatted(bmc.url(), limit.toSeconds()),
          late);
    } catch (ExecutionException broken) {
      throw new BmcSilentException(
          "its BMC at %s cannot be asked (%s)".formatted(bmc.url(), broken.getCause()), broken);
    } finally {
      answer.cancel(true);
    }
  }
}
