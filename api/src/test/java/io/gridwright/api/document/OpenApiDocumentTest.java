package io.gridwright.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.api.ApiResources;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The published document is made from the code. To write it anew after a change: {@code mvn -pl api
 * test -Dtest=OpenApiDocumentTest -Dgridwright.openapi.write=true}.
 */
class OpenApiDocumentTest {
  private static final Path COMMITTED =
      Path.of("src/main/resources" + DocumentServlet.OPENAPI).toAbsolutePath();

  @Test
  void theCommittedDocumentSaysWhatTheCodeDoes() throws Exception {
    String generated = OpenApiGenerator.document(ApiResources.CLASSES);
    if (Boolean.getBoolean("gridwright.openapi.write")) {
      Files.writeString(COMMITTED, generated);
      return;
    }
    try (InputStream committed = getClass().getResourceAsStream(DocumentServlet.OPENAPI)) {
      assertThat(new String(committed.readAllBytes(), StandardCharsets.UTF_8))
          .as("write it anew with -Dgridwright.openapi.write=true")
          .isEqualTo(generated);
    }
  }

  @Test
  void describesEveryOperationAndEveryAnswer() throws Exception {
    JsonNode document =
        new ObjectMapper().readTree(OpenApiGenerator.document(ApiResources.CLASSES));

    for (JsonNode path : document.get("paths")) {
      for (JsonNode operation : path) {
        assertThat(List.of(operation.get("summary"), operation.get("description")))
            .as(operation.get("operationId").asText())
            .noneMatch(text -> text.asText().isBlank());
        operation
            .get("responses")
            .forEach(
                answer ->
                    assertThat(answer.has("$ref") || !answer.at("/description").asText().isBlank())
                        .isTrue());
      }
    }
    assertThat(document.at("/components/responses"))
        .isNotEmpty()
        .allMatch(problems -> !problems.at("/description").asText().isBlank());
  }
}
