package io.gridwright.worker.testing;

import io.gridwright.domain.configuration.Image;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.emulator.fault.FaultRegistry;
import io.gridwright.store.grid.ImageCopy;
import io.gridwright.store.grid.Images;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Shares the nodes of a grid out to tests. */
public final class Homes {
  private final Images images;
  private final FaultRegistry faults;
  private final int nodes;
  private final AtomicInteger taken = new AtomicInteger();

  public Homes(EngineUnderTest engine) {
    this.images = engine.store().images();
    this.faults = engine.faults();
    this.nodes = engine.grid().nodes().size();
  }

  /** The next nodes that nobody has taken. */
  public Home of(int count) {
    int first = taken.getAndAdd(count) + 1;
    if (first + count - 1 > nodes) {
      throw new IllegalStateException(
          "the grid has %d nodes, and all are taken; set it up with more".formatted(nodes));
    }
    var names = IntStream.range(first, first + count).mapToObj(number -> "pve" + number).toList();
    var home = new Home("home-" + first, names, faults);
    images.catalogue().images().stream()
        .filter(image -> !image.id().value().contains("-home-"))
        .forEach(image -> lay(image, home));
    return home;
  }

  /** The same templates under the home's own name. */
  private void lay(Image image, Home home) {
    var own = home.image(image.id());
    images.put(
        new Image(
            own,
            image.os(),
            image.template(),
            image.kinds(),
            image.licence(),
            image.stateless(),
            image.version(),
            image.minimumDiskGib()));
    copies(image, home)
        .forEach(
            copy ->
                images.record(
                    new ImageCopy(
                        own, copy.version(), copy.node(), copy.vmid(), ImageCopy.State.READY)));
  }

  private List<ImageCopy> copies(Image image, Home home) {
    return images.copies().stream()
        .filter(copy -> copy.imageId().equals(image.id()))
        .filter(copy -> home.nodes().stream().map(NodeName::new).anyMatch(copy.node()::equals))
        .toList();
  }
}
