package io.gridwright.activities.grid;

import io.gridwright.store.grid.Reservations;

/** Gives a machine that stands nowhere yet another number, and keeps the old one from others. */
final class Renumbering {
  private final Reservations reservations;
  private final Sites sites;

  Renumbering(Reservations reservations, Sites sites) {
    this.reservations = reservations;
    this.sites = sites;
  }

  /** The machine under another number; the same one for every attempt that saw the old. */
  Site another(Site site) {
    reservations.renumber(
        site.run().operation(), site.run().epoch(), site.machine().id(), site.machine().vmid());
    return sites.workable(site.run(), site.machine().id());
  }
}
