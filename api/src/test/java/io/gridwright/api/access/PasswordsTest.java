package io.gridwright.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private static final long MEMORY_OF_A_HASH = 19_456L * 1024;

  private final Passwords passwords = new Passwords(2);
  private final String stored = passwords.hash("a long enough password");

  @Test
  void onlyTheRightPasswordMatches() {
    assertThat(passwords.matches("a long enough password", Optional.of(stored))).isTrue();
    assertThat(passwords.matches("a long enough Password", Optional.of(stored))).isFalse();
    assertThat(passwords.matches("nobody has this password", Optional.empty())).isFalse();
  }

  @Test
  void theSamePasswordHasAnotherHashEachTime() {
    assertThat(passwords.hash("a long enough password")).isNotEqualTo(stored);
  }

  /** Time is no measure on a busy machine; the memory that Argon2 fills is. */
  @Test
  void anUnknownLoginCostsTheWorkOfAKnownOne() {
    assertThat(allocated(Optional.of(stored))).isGreaterThan(MEMORY_OF_A_HASH);
    assertThat(allocated(Optional.empty())).isGreaterThan(MEMORY_OF_A_HASH);
  }

  private long allocated(Optional<String> hash) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    passwords.matches("some other password", hash);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
