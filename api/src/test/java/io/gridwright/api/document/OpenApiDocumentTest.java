package io.gridwright.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.api.ApiResources;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
