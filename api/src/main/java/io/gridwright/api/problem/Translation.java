package io.gridwright.api.problem;

import java.util.Optional;

/** Recognises one family of exceptions and says what their sender is told. */
@FunctionalInterface
public interface Translation {
  /** The refusal, or empty if the failure is of another family. */
  Optional<RefusedException> translate(Throwable failure);
}
