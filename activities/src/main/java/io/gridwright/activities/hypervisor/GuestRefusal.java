package io.gridwright.activities.hypervisor;

/** A program in a guest did not do what it was asked; the message holds what it said. */
public final class GuestRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GuestRefusal(String message) {
    super(message);
  }
}
