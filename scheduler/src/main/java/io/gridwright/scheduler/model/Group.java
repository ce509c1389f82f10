package io.gridwright.scheduler.model;

import io.gridwright.scheduler.placement.GridResource;
import java.util.List;

/**
 * Machines that would stand on one node together, each by its shape. One machine is a group too.
 *
 * @param shapes one entry per machine, in order of index
 */
public record Group(List<Shape> shapes) {
  public Group {
    shapes = List.copyOf(shapes);
  }

  public int size() {
    return shapes.size();
  }

  public long demand(GridResource resource) {
    long sum = 0;
    for (Shape shape : shapes) {
      sum += shape.demand(resource);
    }
    return sum;
  }

  /** How many machines of a shape are in it. */
  public int count(Shape of) {
    int count = 0;
    for (Shape shape : shapes) {
      if (shape.index() == of.index()) {
        count++;
      }
    }
    return count;
  }
}
