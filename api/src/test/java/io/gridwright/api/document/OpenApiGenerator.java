package io.gridwright.api.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.gridwright.api.access.Open;
import io.gridwright.api.json.ApiMapper;
import io.gridwright.api.problem.ProblemForm;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the OpenAPI document from the resources themselves. */
final class OpenApiGenerator {
  private static final String BEARER = "token";

  private OpenApiGenerator() {}

  static String document(Set<Class<?>> resources) throws JsonProcessingException {
    ModelConverters.getInstance().addConverter(new ModelResolver(ApiMapper.create()));
    OpenAPI skeleton =
        new OpenAPI()
            .info(
                new Info()
                    .title("Gridwright")
                    .version("1")
                    .description("Orders, runs and meters multi-tier server configurations.")
                    .license(new License().name("Apache-2.0")))
            .servers(List.of(new Server().url("/api/v1")))
            .components(
                new Components()
                    .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")));
    OpenAPI api = new Reader(new SwaggerConfiguration().openAPI(skeleton)).read(resources);
    ModelConverters.getInstance()
        .readAll(ProblemForm.class)
        .forEach(api.getComponents()::addSchemas);
    Set<String> open = openOperations(resources);
    api.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .forEach(operation -> complete(operation, open));
    api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
    return Json.mapper()
            .copy()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(api)
        + "\n";
  }

  private static void complete(Operation operation, Set<String> open) {
    operation
        .getResponses()
        .addApiResponse(
            "default",
            new ApiResponse()
                .description("A problem; its type names a page that explains it")
                .content(
                    new Content()
                        .addMediaType(
                            "application/problem+json",
                            new MediaType()
                                .schema(new Schema<>().$ref("#/components/schemas/ProblemForm")))));
    if (!open.contains(operation.getOperationId())) {
      operation.addSecurityItem(new SecurityRequirement().addList(BEARER));
    }
  }

  private static Set<String> openOperations(Set<Class<?>> resources) {
    return resources.stream()
        .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Open.class))
        .map(Method::getName)
        .collect(Collectors.toSet());
  }
}
