package io.gridwright.emulator.door;

import java.util.Arrays;

/** Reads enum constants from a body, refusing what is none. */
final class Choice {
  private Choice() {}

  /** The constant of that name, or a 422 that lists all of them. */
  static <C extends Enum<C>> C of(String field, String name, Class<C> choices) {
    return Arrays.stream(choices.getEnumConstants())
        .filter(choice -> choice.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DoorRefusal(
                    422,
                    "%s must be one of %s, was '%s'"
                        .formatted(field, Arrays.toString(choices.getEnumConstants()), name)));
  }
}
