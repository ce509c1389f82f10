package io.gridwright.api.document;

import io.gridwright.api.access.Open;
import io.gridwright.api.problem.ProblemMapper;
import io.gridwright.api.problem.ProblemType;
import io.gridwright.api.problem.Refuses;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import jakarta.ws.rs.POST;
import java.lang.reflect.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Completes one operation: who may call it, and every problem that it can answer. */
final class OperationNotes {
  private static final Set<String> VERSIONED =
      Set.of(
          "#/components/schemas/Configuration",
          "#/components/schemas/Accepted",
          "#/components/schemas/Policy");

  private final Method method;
  private final Components components;

  OperationNotes(Method method, Components components) {
    this.method = method;
    this.components = components;
  }

  void addTo(Operation operation) {
    ApiResponses responses = operation.getResponses();
    Optional.ofNullable(responses.remove("default"))
        .ifPresent(answer -> responses.addApiResponse("200", answer.description("What was asked")));
    if (!method.isAnnotationPresent(Open.class)) {
      operation.addSecurityItem(new SecurityRequirement().addList(OpenApiGenerator.BEARER));
    }
    parameters(operation).forEach(ParameterNotes::addTo);
    RequestExamples.addTo(operation);
    responses.forEach(OperationNotes::addHeaders);
    Map<Integer, Set<ProblemType>> byStatus =
        problems(operation).stream()
            .collect(
                Collectors.groupingBy(
                    ProblemType::status,
                    TreeMap::new,
                    Collectors.toCollection(() -> EnumSet.noneOf(ProblemType.class))));
    byStatus.forEach(
        (status, types) -> responses.addApiResponse(status.toString(), answer(status, types)));
  }

  private static void addHeaders(String status, ApiResponse answer) {
    if (status.equals("201") || status.equals("202")) {
      answer.addHeaderObject("Location", header("string", "Where to find it"));
    }
    Optional.ofNullable(answer.getContent())
        .map(content -> content.get("application/json"))
        .map(body -> body.getSchema().get$ref())
        .filter(VERSIONED::contains)
        .ifPresent(
            versioned ->
                answer.addHeaderObject("ETag", header("string", "Version of the document")));
  }

  /** Those of its own, and those that follow from its shape. */
  private Set<ProblemType> problems(Operation operation) {
    Set<ProblemType> problems = EnumSet.of(ProblemType.NOT_ACCEPTABLE, ProblemType.UNAVAILABLE);
    if (!method.isAnnotationPresent(Open.class)) {
      problems.addAll(EnumSet.of(ProblemType.UNAUTHENTICATED, ProblemType.FORBIDDEN));
    }
    if (operation.getRequestBody() != null) {
      operation.getRequestBody().setRequired(true);
      problems.addAll(
          EnumSet.of(
              ProblemType.MALFORMED,
              ProblemType.TOO_LARGE,
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              ProblemType.VALIDATION));
    }
    if (method.isAnnotationPresent(POST.class)) {
      problems.addAll(EnumSet.of(ProblemType.MALFORMED, ProblemType.IDEMPOTENCY_KEY_REUSED));
    }
    for (Parameter parameter : parameters(operation)) {
      problems.add(ProblemType.MALFORMED);
      if (parameter.getIn().equals("path")) {
        problems.add(ProblemType.NOT_FOUND);
      }
    }
    Optional.ofNullable(method.getAnnotation(Refuses.class))
        .ifPresent(refuses -> problems.addAll(List.of(refuses.value())));
    return problems;
  }

  /** The same problems have one description, to which all operations refer. */
  private ApiResponse answer(int status, Set<ProblemType> types) {
    String name = types.stream().map(ProblemType::slug).collect(Collectors.joining("."));
    components.addResponses(name, described(status, types));
    return new ApiResponse().$ref("#/components/responses/" + name);
  }

  private static ApiResponse described(int status, Set<ProblemType> types) {
    ApiResponse answer =
        new ApiResponse()
            .description(
                types.stream()
                    .map(type -> "`%s`: %s".formatted(type.slug(), type.explanation()))
                    .collect(Collectors.joining("\n\n")))
            .content(
                new Content()
                    .addMediaType(
                        ProblemMapper.MEDIA_TYPE,
                        new MediaType()
                            .schema(new JsonSchema().$ref("#/components/schemas/Problem"))));
    if (status == ProblemType.UNAVAILABLE.status() || status == ProblemType.RATE_LIMITED.status()) {
      answer.addHeaderObject("Retry-After", header("integer", "Seconds to wait"));
    }
    return answer;
  }

  private static Header header(String type, String description) {
    Schema<?> schema = new JsonSchema();
    schema.addType(type);
    return new Header().description(description).schema(schema);
  }

  private static List<Parameter> parameters(Operation operation) {
    return Optional.ofNullable(operation.getParameters()).orElse(List.of());
  }
}
