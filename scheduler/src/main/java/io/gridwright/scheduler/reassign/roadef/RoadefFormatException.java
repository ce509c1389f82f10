package io.gridwright.scheduler.reassign.roadef;

/** A file is not of the challenge's format; the message names the place. */
public final class RoadefFormatException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RoadefFormatException(String message) {
    super(message);
  }
}
