package io.gridwright.workflows.configuration;

import io.gridwright.domain.operation.OperationKind;

/** Names of the workflow types by kind: {@code Provision}, {@code Delete}. */
final class OperationTypes {
  static final String PROVISION = "Provision";
  static final String RECONFIGURE = "Reconfigure";
  static final String RECOVER = "Recover";
  static final String DELETE = "Delete";
  static final String MOVE = "Move";
  static final String POWER = "Power";

  static String of(OperationKind kind) {
    return switch (kind) {
      case PROVISION -> PROVISION;
      case RECONFIGURE -> RECONFIGURE;
      case RECOVER -> RECOVER;
      case DELETE -> DELETE;
      case MOVE -> MOVE;
      case POWER -> POWER;
      default ->
          throw new IllegalArgumentException(
              "no workflow carries out " + kind + " in this release; acceptance must refuse it");
    };
  }

  private OperationTypes() {}
}
