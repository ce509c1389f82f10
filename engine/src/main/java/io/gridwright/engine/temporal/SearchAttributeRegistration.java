package io.gridwright.engine.temporal;

import io.gridwright.workflows.SearchAttributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes our search attributes known to the server; a server that knows them already is fine, and so
 * is one that lets only its own administrators do so, Temporal Cloud for instance.
 */
public final class SearchAttributeRegistration {
  private static final Logger LOG = LoggerFactory.getLogger(SearchAttributeRegistration.class);

  public static void register(TemporalConnection connection) {
    var operator = connection.operator();
    SearchAttributes.ALL.forEach(key -> register(operator, connection.namespace(), key.getName()));
  }

  private static void register(OperatorServiceStubs operator, String namespace, String name) {
    try {
      operator
          .blockingStub()
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                  .build());
    } catch (StatusRuntimeException refused) {
      switch (refused.getStatus().getCode()) {
        case ALREADY_EXISTS -> {}
        case PERMISSION_DENIED, UNIMPLEMENTED ->
            LOG.warn(
                "Search attribute {} of type Keyword cannot be registered by us ({}); see that"
                    + " namespace {} has it, or no workflow can start",
                name,
                refused.getStatus().getCode(),
                namespace);
        default -> throw refused;
      }
    }
  }

  private SearchAttributeRegistration() {}
}
