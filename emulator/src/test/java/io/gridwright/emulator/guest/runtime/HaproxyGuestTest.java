package io.gridwright.emulator.guest.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With the HAProxy that is installed. */
class HaproxyGuestTest extends BalancerGuestTest {
  @Override
  Optional<String> follower() {
    assumeThat(installed()).as("haproxy is installed").isTrue();
    return Optional.empty();
  }

  private static boolean installed() {
    return Files.isExecutable(Path.of("/usr/sbin/haproxy"))
        || Files.isExecutable(Path.of("/usr/local/sbin/haproxy"));
  }

  @Test
  void leavesNoProcessBehind() throws Exception {
    load(configuration("", BOTH));
    long children = haproxies();
    assertThat(children).isPositive();
    rig.close();
    assertThat(haproxies()).isZero();
  }

  @Test
  void killsWhatAKilledEmulatorLeftRunning() throws Exception {
    load(configuration("", BOTH));
    long master =
        ProcessHandle.current()
            .children()
            .filter(HaproxyGuestTest::isHaproxy)
            .findFirst()
            .orElseThrow()
            .pid();
    Rig next = new Rig(data, follower());
    try {
      assertThat(ProcessHandle.of(master).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    } finally {
      next.close();
    }
  }

  private static long haproxies() {
    return ProcessHandle.current().descendants().filter(HaproxyGuestTest::isHaproxy).count();
  }

  private static boolean isHaproxy(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("haproxy")).orElse(false);
  }
}
