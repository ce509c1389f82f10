package io.gridwright.emulator.guest.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.network.PacketFilter.Decision;
import io.gridwright.emulator.guest.network.PacketFilter.NetworkSide;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketFilterTest {
  private static final NetworkSide WEB_TO_DB =
      new NetworkSide(address("10.1.0.5"), address("10.1.0.7"), 3306, "net0");
  private static final Map<String, String> ON = Map.of("enable", "1");

  private static Ipv4 address(String text) {
    return Ipv4.parse(text).orElseThrow();
  }

  @SafeVarargs
  private static PacketFilter filter(Map<String, String> options, Map<String, String>... rules) {
    return new PacketFilter(
        options,
        List.of(rules),
        Map.of("shops", List.of(Map.of("cidr", "10.1.0.0/29"), Map.of("cidr", "10.3.0.9"))));
  }

  private static Map<String, String> accept(String more) {
    Map<String, String> rule =
        new HashMap<>(Map.of("type", "in", "action", "ACCEPT", "enable", "1"));
    for (String pair : more.split(" ")) {
      String[] parts = pair.split("=", 2);
      rule.put(parts[0], parts[1]);
    }
    return rule;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dport=3306                       | ACCEPT
          dport=3307                       | DROP
          dport=3306:3310                  | ACCEPT
          dport=3307:3310                  | DROP
          dport=80,3306                    | ACCEPT
          proto=tcp                        | ACCEPT
          proto=udp                        | DROP
          macro=MySQL                      | ACCEPT
          macro=SSH                        | DROP
          source=10.1.0.5                  | ACCEPT
          source=10.1.0.4/31               | ACCEPT
          source=10.1.0.6/31               | DROP
          source=10.1.0.1-10.1.0.5         | ACCEPT
          source=10.1.0.6-10.1.0.9         | DROP
          source=10.2.0.0/16,10.1.0.0/24   | ACCEPT
          source=0.0.0.0/0                 | ACCEPT
          source=+shops                    | ACCEPT
          source=+nonesuch                 | DROP
          dest=10.1.0.7                    | ACCEPT
          dest=10.1.0.8                    | DROP
          iface=net0                       | ACCEPT
          iface=net1                       | DROP
          enable=0                         | DROP
          type=out                         | DROP
          action=REJECT                    | REJECT
          """)
  void theFirstEnabledRuleThatMatchesDecides(String rule, Decision expected) {
    assertThat(filter(ON, accept(rule)).inward(WEB_TO_DB)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, DROP, DROP", "1, ACCEPT, ACCEPT", "1, REJECT, REJECT", "0, DROP, ACCEPT"})
  void withoutARuleThePolicyDecides(String enable, String policy, Decision expected) {
    Map<String, String> options = Map.of("enable", enable, "policy_in", policy);
    assertThat(filter(options).inward(WEB_TO_DB)).isEqualTo(expected);
  }

  @Test
  void dropsInwardAndAcceptsOutwardByDefault() {
    assertThat(filter(ON).inward(WEB_TO_DB)).isEqualTo(Decision.DROP);
    assertThat(filter(ON).outward(WEB_TO_DB)).isEqualTo(Decision.ACCEPT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # enable | ipfilter | entries of ipfilter-net0   | address  | may use
          1        | 1        | 10.1.0.5                   | 10.1.0.5 | true
          1        | 1        | 10.1.0.5                   | 10.1.0.6 | false
          1        | 0        | 10.1.0.5                   | 10.1.0.6 | false
          0        | 1        | 10.1.0.5                   | 10.1.0.6 | true
          1        | 0        |                            | 10.1.0.6 | true
          1        | 1        |                            | 10.1.0.5 | false
          1        | 1        | 10.1.0.0/24                | 10.1.0.6 | true
          1        | 1        | 10.1.0.0/24 !10.1.0.6      | 10.1.0.6 | false
          1        | 1        | 10.1.0.0/24 !10.1.0.6      | 10.1.0.5 | true
          1        | 1        | 10.1.0.5 203.0.113.9       | 203.0.113.9 | true
          """)
  void aCardUsesOnlyTheAddressesOfItsSet(
      String enable, String ipfilter, String entries, String address, boolean permitted) {
    Map<String, String> options = Map.of("enable", enable, "ipfilter", ipfilter);
    Map<String, List<Map<String, String>>> sets =
        entries == null ? Map.of() : Map.of("ipfilter-net0", entries(entries));

    assertThat(new PacketFilter(options, List.of(), sets).permits("net0", address(address)))
        .isEqualTo(permitted);
  }

  private static List<Map<String, String>> entries(String words) {
    return Stream.of(words.split(" "))
        .map(
            word ->
                word.startsWith("!")
                    ? Map.of("cidr", word.substring(1), "nomatch", "1")
                    : Map.of("cidr", word))
        .toList();
  }
}
