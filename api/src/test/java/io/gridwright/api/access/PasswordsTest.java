package io.gridwright.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
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

  @Test
  void aTextIsRecognisedUnderItsSaltOnlyAndAtTheCostOfAPassword() {
    byte[] text = bytes("{\"password\":\"a long enough password\"}");

    byte[] once = passwords.condensed(text, bytes("one salt"));

    assertThat(passwords.condensed(text, bytes("one salt"))).isEqualTo(once);
    assertThat(passwords.condensed(text, bytes("another salt"))).isNotEqualTo(once);
    assertThat(allocated(() -> passwords.condensed(text, bytes("one salt"))))
        .isGreaterThan(MEMORY_OF_A_HASH);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private long allocated(Optional<String> hash) {
    return allocated(() -> passwords.matches("some other password", hash));
  }

  private static long allocated(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
