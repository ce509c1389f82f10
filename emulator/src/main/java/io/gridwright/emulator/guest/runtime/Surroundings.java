package io.gridwright.emulator.guest.runtime;

import io.gridwright.emulator.guest.balancer.Balancers;
import io.gridwright.emulator.guest.network.Fabric;
import io.gridwright.emulator.guest.network.Wires;
import io.gridwright.emulator.guest.service.DatabaseEngine;

/** What a guest has around it. */
interface Surroundings {
  Wires wires();

  Fabric fabric();

  Balancers balancers();

  Loads loads();

  /** Whether no other guest of the same component runs. */
  boolean aloneIn(Guest guest);

  /** Hears of the guest's writes. */
  DatabaseEngine.Witness witnessOf(Guest guest);

  /** A guest began or ceased to take writes. */
  void rolesChanged();
}
