package io.gridwright.bench.search;

import java.util.List;

/**
 * What a verifier says of an assignment.
 *
 * @param cost counted anew from the file
 * @param violations of hard rules, each a sentence
 */
record Verdict(long cost, List<String> violations) {

  /** Returns the cost, or fails with the first rules that are broken. */
  long costOrThrow(String what) {
    if (!violations.isEmpty()) {
      throw new BadFileException(
          "%s breaks %d rules: %s"
              .formatted(
                  what,
                  violations.size(),
                  String.join("; ", violations.subList(0, Math.min(3, violations.size())))));
    }
    return cost;
  }
}
