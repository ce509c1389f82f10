package io.gridwright.api.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The committed document, held against answers: a status that it does not tell of is a fault. */
public final class PublishedDocument {
  private static final String BASE = "/api/v1";
  private static final List<Address> ADDRESSES = addresses();

  private record Address(Pattern path, JsonNode operations) {}

  private PublishedDocument() {}

  /** Statuses that an operation may answer; empty where the request is for none. */
  public static Optional<List<String>> statuses(String method, String path) {
    return ADDRESSES.stream()
        .filter(address -> address.path().matcher(path.replaceFirst("\\?.*", "")).matches())
        .map(address -> address.operations().path(method.toLowerCase(Locale.ROOT)))
        .filter(operation -> !operation.isMissingNode())
        .map(PublishedDocument::statuses)
        .findFirst();
  }

  private static List<String> statuses(JsonNode operation) {
    List<String> statuses = new ArrayList<>();
    operation.get("responses").fieldNames().forEachRemaining(statuses::add);
    return statuses;
  }

  private static List<Address> addresses() {
    List<Address> addresses = new ArrayList<>();
    try (InputStream document =
        PublishedDocument.class.getResourceAsStream(DocumentServlet.OPENAPI)) {
      JsonNode paths = new ObjectMapper().readTree(document).get("paths");
      paths
          .fields()
          .forEachRemaining(
              path ->
                  addresses.add(
                      new Address(
                          Pattern.compile(BASE + path.getKey().replaceAll("\\{[^}]*}", "[^/]+")),
                          path.getValue())));
    } catch (IOException e) {
      throw new UncheckedIOException("the committed document cannot be read", e);
    }
    return addresses;
  }
}
