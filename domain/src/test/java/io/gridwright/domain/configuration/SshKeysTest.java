package io.gridwright.domain.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SshKeysTest {
  private static final String ED25519 =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMjLUzqdIP8xyiHy0qMFkK9G8TFKGJcL4EyG4kNdP0Z5";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ED25519,
        ED25519 + " ann@example.com",
        ED25519 + " two words",
        "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBNVBmT2cXBe1QU0II"
            + "MxN5l6wVsG2yENzjOD9Ph1qmH6Giu5mbFJWCfcf4EclU6ZeTa6sTBUtBsKTmqFUkLmUo4g= x",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC88KzYTkfMOGRBnXmkrn40TB/vHCfhoJrb/rCpBhKUgDTW47hKH"
            + "QmxSyMovrscVvMGwWEb557tqwmo2jACCEiwW6KlguRy26gae8AizxTpOCI2H/fMBRJUmFhSMVQ0m3Xu9h6+"
            + "UEiLeIu3TZiwE5Z8xOV45Wpz29nWuv01IRgy/FM1YMkinMfQKylNgjbQDTQ0dbvFbBBSczxa683W4bEcCn"
            + "GSqeN/rM/ZpKg1jSD3kHf64QzdQBtOykC61ps42EO3m9uZZBZGj/7jNJJJi7SQvt9j1dWOWgj7i1FK350S"
            + "ejTL1USCdlhD9ZYA+XZT9XbBEfA/pjtX8lWhOxXRhmi5 x"
      })
  void acceptsWhatSshKeygenWrites(String key) {
    assertThat(faults(key)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        "ssh-ed25519 not*base64",
        "ssh-dss AAAAB3NzaC1kc3M=",
        "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIMjLUzqdIP8xyiHy0qMFkK9G8TFKGJcL4EyG4kNdP0Z5",
        ED25519 + "\ncommand=\"x\" " + ED25519,
        "-----BEGIN OPENSSH PRIVATE KEY-----"
      })
  void refusesWhatSshdWouldSkip(String key) {
    assertThat(faults(key)).isEqualTo(1);
  }

  @Test
  void refusesAKeyCutOff() {
    assertThat(faults(ED25519.substring(0, ED25519.length() - 8))).isEqualTo(1);
  }

  private static int faults(String key) {
    FieldReport report = FieldReport.ofDocument();
    SshKeys.require(key, report);
    return report.faults().size();
  }
}
