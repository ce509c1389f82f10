package io.gridwright.store.grid;

import io.gridwright.domain.configuration.Image;
import io.gridwright.domain.configuration.ImageCatalogue;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.store.Transactions;
import java.util.List;
import java.util.Optional;

/** The catalogue of images and engines, and which node has a template of which. */
public final class Images {
  private final Transactions transactions;

  public Images(Transactions transactions) {
    this.transactions = transactions;
  }

  public ImageCatalogue catalogue() {
    return transactions.call(
        handle -> {
          ImageRepository images = handle.attach(ImageRepository.class);
          return new ImageCatalogue(images.images(), images.engines());
        });
  }

  /** Changes an image, or adds it at the end. */
  public void put(Image image) {
    transactions.run(handle -> handle.attach(ImageRepository.class).put(image.id(), image));
  }

  public List<ImageCopy> copies() {
    return transactions.call(handle -> handle.attach(ImageRepository.class).copies());
  }

  /** The template of an image's newest version that may be cloned on a node. */
  public Optional<ImageCopy> ready(ImageId image, NodeName node) {
    return transactions.call(handle -> handle.attach(ImageRepository.class).ready(image, node));
  }

  /** Writes a template down, before it is copied and when its state changed. */
  public void record(ImageCopy copy) {
    transactions.run(handle -> handle.attach(ImageRepository.class).record(copy));
  }

  public void forget(ImageCopy copy) {
    transactions.run(handle -> handle.attach(ImageRepository.class).forget(copy));
  }
}
