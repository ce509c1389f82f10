package io.gridwright.api.request;

import io.gridwright.api.problem.RefusedException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which part of a list is wanted.
 *
 * @param limit 1..200, 50 unless told (CONTRACT section 2)
 * @param after the cursor of the page before; empty for the first
 */
public record PageRequest(int limit, String after) {
  private static final int USUAL = 50;
  private static final int MOST = 200;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern CURSOR = Pattern.compile("[0-9A-Za-z_.-]{0,64}");

  /** Reads the query parameters, or refuses them with 400. */
  public static PageRequest of(String limit, String after) {
    int wanted = Optional.ofNullable(limit).map(PageRequest::limit).orElse(USUAL);
    String cursor = Optional.ofNullable(after).orElse("");
    if (!CURSOR.matcher(cursor).matches()) {
      throw RefusedException.malformed("after", "after is no cursor; send what next answered.");
    }
    return new PageRequest(wanted, cursor);
  }

  private static int limit(String sent) {
    int limit = NUMBER.matcher(sent).matches() ? Integer.parseInt(sent) : 0;
    if (limit < 1 || limit > MOST) {
      throw RefusedException.malformed(
          "limit", "limit must be a whole number from 1 to " + MOST + ".");
    }
    return limit;
  }

  /** The cursor as the id that it is; empty for the first page. */
  public <I> Optional<I> after(Function<String, I> type) {
    return Optional.of(after).filter(cursor -> !cursor.isEmpty()).map(type);
  }

  /** Rows to read: one more tells whether there is a next page. */
  public int rows() {
    return limit + 1;
  }
}
