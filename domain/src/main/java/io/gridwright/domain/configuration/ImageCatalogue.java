package io.gridwright.domain.configuration;

import io.gridwright.domain.grid.ImageId;
import java.util.List;
import java.util.Optional;

/** The images and database engines that customers may choose from. */
public record ImageCatalogue(List<Image> images, List<Engine> engines) {

  public ImageCatalogue {
    images = List.copyOf(images);
    engines = List.copyOf(engines);
  }

  public Optional<Image> image(ImageId id) {
    return images.stream().filter(i -> i.id().equals(id)).findFirst();
  }
}
