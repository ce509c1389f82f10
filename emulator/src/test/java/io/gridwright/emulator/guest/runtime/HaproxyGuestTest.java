package io.gridwright.emulator.guest.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.awaitility.Awaitility;
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
    ProcessHandle master = master();
    Rig next = new Rig(data, follower());
    try {
      // It is a child of this very process, which reaps it a moment after its end.
      Awaitility.await().untilAsserted(() -> assertThat(master.isAlive()).isFalse());
    } finally {
      next.close();
    }
  }

  @Test
  void startsAgainWhatWasKilled() throws Exception {
    load(configuration("", BOTH));
    ProcessHandle killed = master();
    killed.destroyForcibly();

    Awaitility.await()
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(seen(6)).containsExactlyInAnyOrder("web-1", "web-2"));
    assertThat(killed.isAlive()).isFalse();
  }

  private static ProcessHandle master() {
    return ProcessHandle.current()
        .children()
        .filter(HaproxyGuestTest::isHaproxy)
        .findFirst()
        .orElseThrow();
  }

  private static long haproxies() {
    return ProcessHandle.current().descendants().filter(HaproxyGuestTest::isHaproxy).count();
  }

  private static boolean isHaproxy(ProcessHandle process) {
    return process.info().command().map(command -> command.endsWith("haproxy")).orElse(false);
  }
}
