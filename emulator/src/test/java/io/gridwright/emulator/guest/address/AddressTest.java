package io.gridwright.emulator.guest.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, true", "172.15.0.1, false", "172.16.0.1, true", "172.31.255.255, true",
    "172.32.0.0, false", "192.168.1.1, true", "203.0.113.9, false", "100.64.0.1, true"
  })
  void knowsPrivateAddresses(String text, boolean isPrivate) {
    assertThat(Ipv4.parse(text).orElseThrow().isPrivate()).isEqualTo(isPrivate);
  }

  @ParameterizedTest
  @CsvSource({"256.1.1.1", "10.1.1", "a.b.c.d", "10.1.1.1/33", "10.1.1.1/x"})
  void takesNothingElseForANetwork(String text) {
    assertThat(Cidr.parse(text)).isEmpty();
  }

  @Test
  void readsWhatIfupdownReads() {
    InterfacesFile.Contents contents =
        InterfacesFile.parse(
            """
            # Written by Gridwright; changes are lost.
            auto eth0
            iface eth0 inet static
                address 203.0.113.9/32
            iface eth0 inet static
                address 203.0.113.10
            iface eth1 inet dhcp
                address 203.0.113.11/32
            iface eth1:2 inet static
                address 203.0.113.300/32
            """);
    assertThat(contents.addresses())
        .extracting(one -> one.card() + " " + one.cidr())
        .containsExactly("0 203.0.113.9/32", "0 203.0.113.10/32");
    assertThat(contents.faults())
        .isEqualTo(List.of(new InterfacesFile.Fault(10, "address 203.0.113.300/32")));
  }

  @Test
  void readsACard() {
    assertThat(
            NetworkCard.parse(
                1, "virtio=BC:24:11:00:00:0A,bridge=vmbr0,firewall=1,tag=101,link_down=1"))
        .isEqualTo(new NetworkCard(1, "bc:24:11:00:00:0a", "vmbr0", 101, true, false));
  }

  @Test
  void readsWhoseAMachineIs() {
    assertThat(
            Ownership.of(
                "note\ngridwright: configuration=c-1; component=db; stateless=false; machine=m\n"))
        .isEqualTo(new Ownership("c-1", "db", false));
    assertThat(Ownership.of("somebody's machine").known()).isFalse();
  }
}
