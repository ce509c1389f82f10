package io.gridwright.domain.configuration;

import io.gridwright.domain.grid.ImageId;
import java.util.Optional;
import java.util.Set;

/**
 * An image of the catalogue.
 *
 * @param os operating system, for people and for licences
 * @param template what is installed, for people
 * @param kinds components that may be made of it
 * @param licence what its operating system costs the operator
 * @param stateless whether components made of it keep nothing that its rebuilding would lose
 * @param version raised when the content changes
 * @param minimumDiskGib GiB, the size of its own disk
 */
public record Image(
    ImageId id,
    String os,
    String template,
    Set<ComponentKind> kinds,
    Optional<Licence> licence,
    boolean stateless,
    String version,
    long minimumDiskGib) {

  public Image {
    kinds = Set.copyOf(kinds);
  }
}
