package io.gridwright.api.request;

import io.gridwright.api.problem.RefusedException;
import java.util.function.Function;
import java.util.regex.Pattern;

/** An id that was sent; in a path, what no id of ours can look like is absent, and told so. */
public final class PathId {
  private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  private PathId() {}

  public static <I> I of(String segment, String what, Function<String, I> type) {
    if (!SHAPE.matcher(segment).matches()) {
      throw RefusedException.notFound(what);
    }
    return type.apply(segment);
  }

  /** An id out of a query parameter, which is refused where it can be none. */
  public static <I> I parameter(String name, String sent, Function<String, I> type) {
    if (!SHAPE.matcher(sent).matches()) {
      throw RefusedException.malformed(name, name + " is no id; send one as it was answered.");
    }
    return type.apply(sent);
  }
}
