package io.gridwright.api.request;

import io.gridwright.api.problem.RefusedException;
import java.util.function.Function;
import java.util.regex.Pattern;

/** An id out of a path; what no id of ours can look like is absent, and told so. */
public final class PathId {
  private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  private PathId() {}

  public static <I> I of(String segment, String what, Function<String, I> type) {
    if (!SHAPE.matcher(segment).matches()) {
      throw RefusedException.notFound(what);
    }
    return type.apply(segment);
  }
}
