package io.gridwright.emulator.guest.balancer;

import java.util.List;

/** Stand-in until the small proxy is built. */
final class SmallProxy implements Balancer {
  SmallProxy(BalancerNetwork network) {}

  @Override
  public Outcome check(String configuration) {
    return new Outcome(false, "HAProxy is not installed on the host");
  }

  @Override
  public Outcome load(String configuration) {
    return check(configuration);
  }

  @Override
  public void stop() {}

  @Override
  public boolean active() {
    return false;
  }

  @Override
  public String command(String command) {
    return "";
  }

  @Override
  public List<Bound> bound() {
    return List.of();
  }
}
