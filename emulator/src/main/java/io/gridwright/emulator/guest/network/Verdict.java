package io.gridwright.emulator.guest.network;

/** What becomes of a connection at this moment. */
sealed interface Verdict {
  /** It reaches the service. */
  record Open(Station target, Service service) implements Verdict {
    /** Whether established connections may live on when this verdict follows the other. */
    boolean continues(Open earlier) {
      return target.vmid() == earlier.target.vmid()
          && target.meter() == earlier.target.meter()
          && service.equals(earlier.service);
    }
  }

  /** Nothing listens at a guest that is there: refused, but what is established goes on. */
  record Deaf(Station target) implements Verdict {
    boolean continues(Station earlier) {
      return target.vmid() == earlier.vmid() && target.meter() == earlier.meter();
    }
  }

  /** Refused at once: nobody there, or rejected. */
  record Refused() implements Verdict {}

  /** Packets vanish: filtered, cable pulled, link down. */
  record Dropped() implements Verdict {}

  Verdict REFUSED = new Refused();
  Verdict DROPPED = new Dropped();
}
