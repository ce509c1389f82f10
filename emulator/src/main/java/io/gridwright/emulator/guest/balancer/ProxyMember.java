package io.gridwright.emulator.guest.balancer;

import io.gridwright.emulator.guest.balancer.ProxyPlan.Server;
import java.util.concurrent.atomic.AtomicInteger;

/** A pool member as it stands: its health, what the runtime API set, what it is doing. */
final class ProxyMember {
  /** What an operator set. */
  enum Admin {
    READY,
    DRAIN,
    MAINTENANCE
  }

  private final Server server;
  private final AtomicInteger active = new AtomicInteger();
  private volatile Admin admin;
  private volatile boolean up = true;
  private int row;

  ProxyMember(Server server) {
    this.server = server;
    this.admin = server.disabled() ? Admin.MAINTENANCE : Admin.READY;
  }

  /** Takes over the health that a member of the same name and address had before a reload. */
  void continueAs(ProxyMember before) {
    if (before.server.address().equals(server.address())) {
      up = before.up;
    }
  }

  Server server() {
    return server;
  }

  void admin(Admin state) {
    admin = state;
  }

  /** Whether it gets clients that belong to no server yet. */
  boolean takesNew() {
    return up && admin == Admin.READY;
  }

  /** Whether it still gets clients that belong to it: a draining one does. */
  boolean takesOwn() {
    return up && admin != Admin.MAINTENANCE;
  }

  int active() {
    return active.get();
  }

  void begin() {
    active.incrementAndGet();
  }

  void end() {
    active.decrementAndGet();
  }

  /** Counts a health check; {@code rise} good or {@code fall} bad ones in a row turn it. */
  synchronized void checked(boolean good) {
    row = good == up ? 0 : row + 1;
    if (row >= (good ? server.rise() : server.fall())) {
      up = good;
      row = 0;
    }
  }

  String describe() {
    return server.name() + " " + (up ? "UP" : "DOWN") + " " + admin + " " + active.get();
  }
}
