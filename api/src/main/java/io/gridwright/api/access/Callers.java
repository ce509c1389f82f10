package io.gridwright.api.access;

import java.util.Optional;

/** Finds who holds a token; asked on every request, so that a closed session ends at once. */
@FunctionalInterface
public interface Callers {
  Optional<Caller> holding(TokenHash token);
}
