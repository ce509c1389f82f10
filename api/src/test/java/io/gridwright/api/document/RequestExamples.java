package io.gridwright.api.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The README's own requests as examples, so that trying one out works as it stands. */
final class RequestExamples {
  private static final Path FOLDER = Path.of("../examples");
  private static final Map<String, String> FILES =
      Map.of(
          "signUp", "account.json",
          "orderConfiguration", "shop.json",
          "previewConfiguration", "shop.json");

  private RequestExamples() {}

  static void addTo(Operation operation) {
    String file = FILES.get(operation.getOperationId());
    if (file != null) {
      operation.getRequestBody().getContent().get("application/json").setExample(read(file));
    }
  }

  private static Object read(String file) {
    try {
      return new ObjectMapper().readTree(Files.readString(FOLDER.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException("the example " + file + " cannot be read", e);
    }
  }
}
