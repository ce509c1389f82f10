package io.gridwright.domain.grid;

import io.gridwright.domain.Identifier;

/** Name of an image in the catalogue, such as {@code debian-12-nginx}. */
public record ImageId(String value) implements Identifier {
  public ImageId {
    Identifier.required(value, "image id");
  }
}
