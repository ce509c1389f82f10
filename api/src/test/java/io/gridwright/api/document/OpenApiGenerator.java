package io.gridwright.api.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gridwright.api.json.ApiMapper;
import io.gridwright.api.problem.ProblemForm;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the OpenAPI document from the resources themselves. */
final class OpenApiGenerator {
  static final String BEARER = "token";

  private OpenApiGenerator() {}

  static String document(Set<Class<?>> resources) throws JsonProcessingException {
    ModelConverters models = ModelConverters.getInstance(true);
    models.getConverters().forEach(models::removeConverter);
    models.addConverter(new WireSchemas(ApiMapper.create()));
    OpenAPI api =
        new Reader(new SwaggerConfiguration().openAPI31(true).openAPI(skeleton())).read(resources);
    models.readAll(ProblemForm.class).forEach(api.getComponents()::addSchemas);
    Map<String, Method> methods = operations(resources);
    api.getPaths().values().stream()
        .flatMap(path -> path.readOperations().stream())
        .forEach(
            operation ->
                new OperationNotes(methods.get(operation.getOperationId()), api.getComponents())
                    .addTo(operation));
    inOrder(api);
    return Json31.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(api) + "\n";
  }

  private static OpenAPI skeleton() {
    return new OpenAPI(SpecVersion.V31)
        .openapi("3.1.0")
        .info(
            new Info()
                .title("Gridwright")
                .version("1")
                .description(
                    "Orders, runs and meters multi-tier server configurations. What takes time is"
                        + " answered 202 with an operation; errors are problems whose type is a page"
                        + " that explains them.")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
        .servers(List.of(new Server().url("/api/v1")))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("The token that POST /accounts or POST /sessions answered")));
  }

  private static Map<String, Method> operations(Set<Class<?>> resources) {
    return resources.stream()
        .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(io.swagger.v3.oas.annotations.Operation.class))
        .collect(Collectors.toMap(Method::getName, Function.identity()));
  }

  /** Reflection has no order of its own, and the same code must give the same document. */
  private static void inOrder(OpenAPI api) {
    api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
    api.getComponents().setResponses(new TreeMap<>(api.getComponents().getResponses()));
    Paths paths = new Paths();
    new TreeMap<>(api.getPaths()).forEach(paths::addPathItem);
    api.setPaths(paths);
  }
}
