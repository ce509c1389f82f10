package io.gridwright.api.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.stream.Collectors;

/** Says in words for its sender why JSON could not be read; no class names, no stack. */
final class JsonFault {
  private JsonFault() {}

  static RefusedException refusal(JsonProcessingException fault) {
    if (fault instanceof UnrecognizedPropertyException unknown) {
      return RefusedException.malformed(pointer(unknown), unknownField(unknown));
    }
    if (fault instanceof JsonMappingException mapping
        && !mapping.getPath().isEmpty()
        && !(mapping.getCause() instanceof StreamConstraintsException)) {
      return RefusedException.malformed(pointer(mapping), wrongType(mapping));
    }
    return RefusedException.malformed("", notJson(fault));
  }

  private static String unknownField(UnrecognizedPropertyException unknown) {
    Collection<Object> known = unknown.getKnownPropertyIds();
    String names =
        known == null
            ? ""
            : " Known here: "
                + known.stream().map(Object::toString).sorted().collect(Collectors.joining(", "))
                + ".";
    return "The field " + unknown.getPropertyName() + " is unknown; remove it." + names;
  }

  private static String wrongType(JsonMappingException mapping) {
    if (mapping instanceof InvalidNullException) {
      return "There is null in " + pointer(mapping) + "; leave the element out.";
    }
    String wanted =
        mapping instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
            ? wanted(mismatch.getTargetType())
            : "another value";
    return "The value of " + pointer(mapping) + " cannot be read; it must be " + wanted + ".";
  }

  private static String wanted(Class<?> type) {
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
      return "a whole number that fits " + (type.getName().contains("nt") ? 32 : 64) + " bits";
    }
    if (type == String.class) {
      return "text";
    }
    if (type == Boolean.class || type == boolean.class) {
      return "true or false";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "a list";
    }
    return type.isRecord() ? "an object" : "of the documented form";
  }

  private static String notJson(JsonProcessingException fault) {
    if (fault instanceof StreamConstraintsException
        || fault.getCause() instanceof StreamConstraintsException) {
      return "The body passes a limit of what is read: nesting at most 32 deep, numbers at most 64"
          + " digits, names at most 256 characters.";
    }
    JsonLocation at = fault.getLocation();
    String where =
        at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return "The body is not one well-formed JSON object without doubled fields" + where + ".";
  }

  private static String pointer(JsonMappingException mapping) {
    return mapping.getPath().stream()
        .map(
            step ->
                step.getFieldName() == null ? "" + step.getIndex() : escaped(step.getFieldName()))
        .collect(Collectors.joining("/", "/", ""));
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
