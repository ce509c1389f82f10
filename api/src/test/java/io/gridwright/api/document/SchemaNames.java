package io.gridwright.api.document;

import com.fasterxml.jackson.databind.JavaType;
import java.util.Optional;

/**
 * Names of schemas: {@code PlanForm} is Plan, a form within it PlanCeilings, a page of them
 * PlanPage; what is sent ends in Draft.
 */
final class SchemaNames {
  private SchemaNames() {}

  static String of(JavaType type) {
    Class<?> record = type.getRawClass();
    if (type.containedTypeCount() > 0) {
      return of(type.containedType(0)) + record.getSimpleName();
    }
    String outer =
        Optional.ofNullable(record.getEnclosingClass())
            .filter(Class::isRecord)
            .map(SchemaNames::word)
            .orElse("");
    boolean draft = record.getSimpleName().startsWith("Draft");
    return outer + word(record) + (draft ? "Draft" : "");
  }

  private static String word(Class<?> record) {
    return record.getSimpleName().replaceFirst("^Draft", "").replaceFirst("Form$", "");
  }
}
