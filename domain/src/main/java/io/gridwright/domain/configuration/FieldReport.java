package io.gridwright.domain.configuration;

import io.gridwright.domain.operation.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Collects faults under the JSON pointer (RFC 6901) of the field being looked at. */
final class FieldReport {
  private final String pointer;
  private final List<FieldError> faults;

  private FieldReport(String pointer, List<FieldError> faults) {
    this.pointer = pointer;
    this.faults = faults;
  }

  static FieldReport ofDocument() {
    return new FieldReport("", new ArrayList<>());
  }

  FieldReport at(String field) {
    String escaped = field.replace("~", "~0").replace("/", "~1");
    return new FieldReport(pointer + "/" + escaped, faults);
  }

  FieldReport at(int index) {
    return new FieldReport(pointer + "/" + index, faults);
  }

  void fault(String message) {
    faults.add(new FieldError(pointer, message));
  }

  List<FieldError> faults() {
    return List.copyOf(faults);
  }
}
