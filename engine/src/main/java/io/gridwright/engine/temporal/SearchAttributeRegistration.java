package io.gridwright.engine.temporal;

import io.gridwright.workflows.SearchAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;

/** Makes our search attributes known to the server; a server that knows them already is fine. */
public final class SearchAttributeRegistration {

  public static void register(TemporalConnection connection) {
    var operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(connection.stubs().getRawChannel())
                .validateAndBuildWithDefaults());
    for (var key : SearchAttributes.ALL) {
      try {
        operator
            .blockingStub()
            .addSearchAttributes(
                AddSearchAttributesRequest.newBuilder()
                    .setNamespace(connection.namespace())
                    .putSearchAttributes(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                    .build());
      } catch (StatusRuntimeException refused) {
        if (refused.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
          throw refused;
        }
      }
    }
  }

  private SearchAttributeRegistration() {}
}
