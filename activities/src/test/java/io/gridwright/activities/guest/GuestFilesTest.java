package io.gridwright.activities.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.FirewallEntry;
import io.gridwright.domain.configuration.Link;
import io.gridwright.domain.configuration.RiskProfile;
import io.gridwright.store.testing.Documents;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that tell a guest of its peers. */
class GuestFilesTest {

  @Test
  void namesEachMachineBareAndInFull() {
    var text =
        HostsFile.text(
            "shop",
            "internal",
            List.of(
                new HostsFile.Entry("db", "10.7.1.4"),
                new HostsFile.Entry("web", "10.7.1.5"),
                new HostsFile.Entry("web", "10.7.1.6")));

    assertThat(text)
        .isEqualTo(
            """
            # Written by Gridwright; changes are lost.
            127.0.0.1 localhost
            ::1 localhost ip6-localhost ip6-loopback
            10.7.1.4 db db.shop.internal
            10.7.1.5 web web.shop.internal
            10.7.1.6 web web.shop.internal
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web-1 | {"links":[{"to":"db","host":"db.shop.internal","port":3306},{"to":"cache","host":"cache.shop.internal","port":6379}]}
          db    | {"links":[]}
          lb    | {"links":[]}
          """)
  void tellsAGuestWhomItMayCall(String component, String json) {
    assertThat(WiringFiles.links(shop(), component, "internal")).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web-1 | {"ports":[80,9100]}
          db    | {"ports":[3306]}
          cache | {"ports":[6379]}
          lb    | {"ports":[]}
          """)
  void tellsAGuestAtWhichPortsItIsCalled(String component, String json) {
    assertThat(WiringFiles.services(shop(), component)).isEqualTo(json);
  }

  @Test
  void listsEachVirtualAddressOnce() {
    assertThat(VirtualAddressesFile.text(List.of("203.0.113.9", "203.0.113.5", "203.0.113.9")))
        .isEqualTo(
            """
            # Written by Gridwright; changes are lost.
            auto eth0
            iface eth0 inet static
                address 203.0.113.5/32
            iface eth0 inet static
                address 203.0.113.9/32
            """);
  }

  /** SSH is nobody's service: it listens anyway. */
  private static ConfigurationDocument shop() {
    return new ConfigurationDocument(
        "shop",
        RiskProfile.LOW,
        List.of(
            Documents.balancer("lb", Documents.virtualIp(80, "web-1")),
            Documents.component("web-1", ComponentKind.WEB, 1024, 1, 20),
            Documents.component("cache", ComponentKind.APP, 1024, 1, 20),
            Documents.component("db", ComponentKind.DATABASE, 2048, 2, 40)),
        List.of(
            new Link("web-1", "db", 3306),
            new Link("web-1", "cache", 6379),
            new Link("cache", "db", 3306)),
        List.of(
            new FirewallEntry("web-1", 9100, "198.51.100.0/24"),
            new FirewallEntry("web-1", 22, "0.0.0.0/0")),
        Dedication.NONE,
        OptionalInt.empty(),
        List.of(),
        true);
  }
}
