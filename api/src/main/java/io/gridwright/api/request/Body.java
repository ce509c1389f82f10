package io.gridwright.api.request;

import io.gridwright.api.problem.RefusedException;

/**
 * A body that must be there: an empty one, and JSON's {@code null}, are read as null by Jackson.
 */
public final class Body {
  private Body() {}

  public static <T> T required(T body) {
    if (body == null) {
      throw RefusedException.malformed("", "The body is empty; send a JSON object.");
    }
    return body;
  }
}
