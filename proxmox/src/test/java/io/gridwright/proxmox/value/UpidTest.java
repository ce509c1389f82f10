package io.gridwright.proxmox.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpidTest {
  private static final String CLONE =
      "UPID:pve1:0003B2F1:0125C3A9:6921B0C4:qmclone:9000:root@pam!prov:";

  @Test
  void readsItsParts() {
    Upid upid = Upid.parse(CLONE);

    assertThat(upid.node()).isEqualTo(NodeName.of("pve1"));
    assertThat(upid.pid()).isEqualTo(242417);
    assertThat(upid.processStart()).isEqualTo(19252137);
    assertThat(upid.startedAt()).isEqualTo(Instant.ofEpochSecond(0x6921B0C4L));
    assertThat(upid.type()).isEqualTo("qmclone");
    assertThat(upid.id()).isEqualTo("9000");
    assertThat(upid.user()).hasToString("root@pam!prov");
    assertThat(upid).hasToString(CLONE);
  }

  @Test
  void formatsItsPartsAsTheServerDoes() {
    Upid upid = Upid.parse(CLONE);

    assertThat(
            Upid.of(
                upid.node(),
                upid.pid(),
                upid.processStart(),
                upid.startedAt(),
                upid.type(),
                upid.id(),
                upid.user()))
        .isEqualTo(upid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPID:pve1:000000A5:00037109:6B038981:vzdump::root@pam:",
        "UPID:pve1:000000A5:000371091:6B038981:imgdel:174@local:eng@pve:"
      })
  void readsOddOnes(String text) {
    assertThat(Upid.find(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OK", "", "UPID:pve1:1:2:3:qmstart:100:root@pam:"})
  void findsNoneInAnythingElse(String text) {
    assertThat(Upid.find(text)).isEmpty();
    assertThatThrownBy(() -> Upid.parse(text)).hasMessageContaining("not a UPID");
  }
}
