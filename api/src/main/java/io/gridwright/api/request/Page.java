package io.gridwright.api.request;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A page of a list; {@code next} goes into {@code after} for the page behind it. */
public record Page<T>(List<T> items, Optional<String> next) {
  public Page {
    items = List.copyOf(items);
  }

  /** A list that is answered whole. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, Optional.empty());
  }

  /** Cuts a list at hand, ordered by id, to the page behind a cursor. */
  public static <R, T> Page<T> within(
      List<R> all, PageRequest asked, Function<R, String> id, Function<R, T> form) {
    return of(
        all.stream()
            .filter(row -> id.apply(row).compareTo(asked.after()) > 0)
            .limit(asked.rows())
            .toList(),
        asked,
        id,
        form);
  }

  /**
   * Cuts rows, of which one more than asked for was read, to a page.
   *
   * @param id the cursor of a row: lists are ordered by id
   */
  public static <R, T> Page<T> of(
      List<R> rows, PageRequest asked, Function<R, String> id, Function<R, T> form) {
    List<R> shown = rows.subList(0, Math.min(rows.size(), asked.limit()));
    boolean more = rows.size() > shown.size();
    return new Page<>(
        shown.stream().map(form).toList(),
        more ? Optional.of(id.apply(shown.get(shown.size() - 1))) : Optional.empty());
  }
}
