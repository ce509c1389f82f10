package io.gridwright.domain.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.domain.operation.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F41: LB-A balances web-1:80 at 203.0.113.1:80; LB-B tries what each row says. */
final class BalancedPortsTest {

  @ParameterizedTest(name = "{0}: lb-b {1}:{2} -> {3}:{4}")
  @CsvSource(
      delimiter = '|',
      useHeadersInDisplayName = true,
      textBlock =
          """
          CASE | ADDRESS     | PORT | MEMBER | MEMBER PORT | CONFLICT AT
          1    | 203.0.113.2 | 80   | web-1  | 80          | pool/0
          2    | 203.0.113.2 | 80   | web-1  | 25          |
          3    | 203.0.113.2 | 80   | web-2  | 80          |
          4    | 203.0.113.1 | 80   | web-2  | 80          | address
          5    | 203.0.113.1 | 443  | web-2  | 80          | address
          6    | auto        | 80   | web-2  | 80          |
          7    | 203.0.113.9 | 80   | web-2  | 80          | address
          """)
  void areRefusedToASecondBalancer(
      int number, String address, int port, String member, int memberPort, String at) {
    JsonNode document = twoWebs();
    add(document, "lb-a", virtualIp("203.0.113.1", 80, "web-1", 80));
    add(document, "lb-b", virtualIp(address, port, member, memberPort));

    if (at == null) {
      assertThat(BalancedPorts.conflicts(Drafts.document(document))).isEmpty();
    } else {
      assertThat(BalancedPorts.conflicts(Drafts.document(document)))
          .extracting(FieldError::field)
          .containsExactly("/components/3/loadBalancer/virtualIps/0/" + at);
    }
  }

  @Test
  void allowASecondPortOfTheSameAddressOnTheSameBalancer() {
    JsonNode document = twoWebs();
    add(
        document,
        "lb-a",
        virtualIp("203.0.113.1", 80, "web-1", 80)
            + ","
            + virtualIp("203.0.113.1", 443, "web-1", 80));

    assertThat(BalancedPorts.conflicts(Drafts.document(document))).isEmpty();
  }

  @Test
  void refuseTheSameAddressAndPortTwice() {
    JsonNode document = twoWebs();
    add(
        document,
        "lb-a",
        virtualIp("auto", 80, "web-1", 80) + "," + virtualIp("auto", 80, "web-2", 80));

    assertThat(BalancedPorts.conflicts(Drafts.document(document)))
        .extracting(FieldError::field)
        .containsExactly("/components/2/loadBalancer/virtualIps/1/port");
  }

  @Test
  void refuseAMemberTwiceInOnePool() {
    JsonNode document = twoWebs();
    String member = "{\"component\":\"web-1\",\"port\":80}";
    add(document, "lb-a", "{\"port\":80,\"pool\":[%s,%s]}".formatted(member, member));

    assertThat(BalancedPorts.conflicts(Drafts.document(document)))
        .extracting(FieldError::field)
        .containsExactly("/components/2/loadBalancer/virtualIps/0/pool/1");
  }

  @Test
  void areFreeAgainWhenTheirBalancerIsGone() {
    JsonNode document = twoWebs();
    add(document, "lb-b", virtualIp("203.0.113.1", 80, "web-1", 80));

    assertThat(BalancedPorts.conflicts(Drafts.document(document))).isEmpty();
  }

  private static JsonNode twoWebs() {
    return Drafts.tree(
        """
        { "name": "shop", "components": [
          { "name": "web-1", "kind": "WEB", "image": "debian-12-nginx", "memoryMiB": 256,
            "addresses": [ { "visibility": "PUBLIC", "address": "203.0.113.9" } ] },
          { "name": "web-2", "kind": "WEB", "image": "debian-12-nginx", "memoryMiB": 256 } ] }
        """);
  }

  private static void add(JsonNode document, String name, String virtualIps) {
    Drafts.set(
        document,
        "/components/-",
        """
        { "name": "%s", "kind": "LOAD_BALANCER", "image": "haproxy", "memoryMiB": 256,
          "loadBalancer": { "virtualIps": [ %s ] } }
        """
            .formatted(name, virtualIps));
  }

  private static String virtualIp(String address, int port, String member, int memberPort) {
    return """
    { "address": "%s", "port": %d, "pool": [ { "component": "%s", "port": %d } ] }
    """
        .formatted(address, port, member, memberPort);
  }
}
