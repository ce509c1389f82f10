package io.gridwright.api.document;

import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.Set;

/** What is said of a parameter, the same wherever it occurs. */
final class ParameterNotes {
  private ParameterNotes() {}

  static void addTo(Parameter parameter) {
    Schema<?> schema = parameter.getSchema();
    switch (parameter.getName()) {
      case "id" -> parameter.description("As it was answered; opaque");
      case "limit" -> {
        parameter.description("How many at most; 50 where it is not said");
        schema.setTypes(Set.of("integer"));
        schema.setMinimum(BigDecimal.ONE);
        schema.setMaximum(BigDecimal.valueOf(200));
      }
      case "after" -> {
        parameter.description("The next of the page before; the first page without it");
        schema.setPattern("^[0-9A-Za-z_.-]{0,64}$");
      }
      case "configuration" -> {
        parameter.description("Only what belongs to this configuration");
        schema.setPattern("^[0-9A-Za-z_-]{1,64}$");
      }
      case "If-Match" -> {
        if (parameter.getDescription() == null) { // else it is told where it may be left out
          parameter.description("The ETag that was read").required(true);
        }
      }
      case "node" -> {
        parameter.description("Name of the node, as the cluster knows it");
        schema.setPattern("^[0-9A-Za-z._-]{1,64}$");
      }
      case "name" -> parameter.description("Name of the load balancer's component");
      case "component" -> parameter.description("Name of a component in the pool");
      case "port" -> {
        parameter.description("Of the virtual address");
        schema.setPattern("^[1-9][0-9]{0,4}$");
      }
      case "memberPort" -> {
        parameter.description("Of the member in the pool");
        schema.setPattern("^[1-9][0-9]{0,4}$");
      }
      case "address" -> {
        parameter.description("Which of several addresses with this port: auto, or as IPv4");
        schema.setPattern("^(auto|[0-9]{1,3}(\\.[0-9]{1,3}){3})$");
      }
      case "Last-Event-ID" -> {
        parameter.description("Id of the last event that was seen");
        schema.setPattern("^[0-9]{0,18}$");
      }
      case "Idempotency-Key" -> {
        parameter.description(
            "Stands for this request for 24 hours: a repeat is answered as the first was, with one"
                + " effect");
        schema.setPattern("^[!-~]{1,255}$");
      }
      default ->
          throw new IllegalStateException(
              "nothing is said of the parameter " + parameter.getName() + "; add it here");
    }
  }
}
