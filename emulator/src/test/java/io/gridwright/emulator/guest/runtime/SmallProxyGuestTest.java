package io.gridwright.emulator.guest.runtime;

import java.util.Optional;

/** The same behaviour where HAProxy is not installed. */
class SmallProxyGuestTest extends BalancerGuestTest {
  @Override
  Optional<String> follower() {
    return Optional.of("");
  }
}
