package io.gridwright.activities.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.grid.NodeName;
import io.gridwright.proxmox.connection.Trust;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a BMC that the test scripts; time passes only while the fence waits. */
class RedfishFenceTest {
  private static final NodeName NODE = new NodeName("pve1");
  private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

  private FakeBmc bmc;
  private Instant now = BEGIN;
  private int glances;

  /** What happens in the course of the wait, by the number of the glance. */
  private IntConsumer meanwhile = glance -> {};

  @BeforeEach
  void plugIn() throws Exception {
    bmc = new FakeBmc();
  }

  @AfterEach
  void pullOut() {
    bmc.close();
  }

  private Fence fence(URI url, Duration answer) {
    return new RedfishFence(
        Map.of(NODE, new Bmc(url, "root", "pass word")),
        Trust.system(),
        new RedfishFence.Patience(answer, Duration.ofSeconds(10), Duration.ofSeconds(1)),
        () -> now,
        duration -> {
          now = now.plus(duration);
          meanwhile.accept(++glances);
        });
  }

  private Optional<FenceProof> prove() {
    return fence(bmc.url(), Duration.ofSeconds(5)).prove(NODE);
  }

  @Test
  void takesOffForProofAndOrdersNothing() {
    bmc.power("\"Off\"");

    assertThat(prove())
        .contains(
            new FenceProof(
                "redfish",
                "BMC at " + bmc.url() + " says PowerState Off at 2026-03-01T10:00:00Z",
                BEGIN));
    assertThat(bmc.orders()).isZero();
    assertThat(bmc.logins())
        .containsOnly(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("root:pass word".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void cutsPowerAndBelievesOnlyTheReadingThatSaysOff() {
    meanwhile =
        glance -> {
          if (glance == 2) {
            bmc.power("\"PoweringOff\"");
          }
          if (glance == 4) {
            bmc.power("\"Off\"");
          }
        };

    assertThat(prove()).map(FenceProof::at).contains(BEGIN.plusSeconds(4));
    assertThat(bmc.orders()).isEqualTo(1);
  }

  @Test
  void takesNoObeyedOrderForProofWhileTheReadingSaysOn() {
    assertThat(prove()).isEmpty();
    assertThat(bmc.orders()).isEqualTo(1);
    assertThat(now).isEqualTo(BEGIN.plusSeconds(10));
  }

  @Test
  void believesTheReadingThoughTheOrderWasRefused() {
    bmc.says("POST " + FakeBmc.RESET, 409, "{\"error\":{\"code\":\"Base.1.0.ResourceInUse\"}}");
    meanwhile = glance -> bmc.power("\"Off\"");

    assertThat(prove()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"null", "''", "\"PoweringOff\"", "\"off\"", "false"})
  void takesNothingButOffForOff(String state) {
    bmc.power(state.isEmpty() ? "\"\"" : state);

    assertThat(prove()).isEmpty();
  }

  @Test
  void ordersNothingWhereForceOffIsNotOffered() {
    bmc.power("\"On\"", "[\"On\",\"GracefulShutdown\"]");

    assertThat(prove()).isEmpty();
    assertThat(bmc.orders()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what                | call                                     | status | body
          no root               | GET /redfish/v1/                         | 404    | {}
          wrong password        | GET /redfish/v1/Systems                  | 401    | {}
          refused               | GET /redfish/v1/Systems                  | 403    | {}
          broken                | GET /redfish/v1/Systems/System.Embedded.1 | 500   | {"PowerState":"Off"}
          no JSON               | GET /redfish/v1/Systems/System.Embedded.1 | 200   | PowerState: Off
          cut off               | GET /redfish/v1/Systems/System.Embedded.1 | 200   | {"PowerState":"Off"
          no system             | GET /redfish/v1/Systems                  | 200    | {"Members":[]}
          several systems       | GET /redfish/v1/Systems                  | 200    | {"Members":[{"@odata.id":"/redfish/v1/Systems/System.Embedded.1"},{"@odata.id":"/2"}]}
          no link               | GET /redfish/v1/                         | 200    | {"Systems":{}}
          link elsewhere        | GET /redfish/v1/                         | 200    | {"Systems":{"@odata.id":"http://192.0.2.1/redfish/v1/Systems"}}
          link without scheme   | GET /redfish/v1/                         | 200    | {"Systems":{"@odata.id":"//192.0.2.1/redfish/v1/Systems"}}
          link that is none     | GET /redfish/v1/                         | 200    | {"Systems":{"@odata.id":"mailto:a"}}
          link out of letters   | GET /redfish/v1/                         | 200    | {"Systems":{"@odata.id":"/a b"}}
          moved                 | GET /redfish/v1/                         | 308    | /elsewhere/
          """)
  void cannotTellWhereItsBmcDoesNotSpeakPlainly(String what, String call, int status, String body) {
    bmc.power("\"Off\"");
    bmc.says("GET /elsewhere/", "{\"Systems\":{\"@odata.id\":\"/redfish/v1/Systems\"}}");
    bmc.says(call, status, body);

    assertThat(prove()).as(what).isEmpty();
    assertThat(bmc.calls()).doesNotContain("GET /elsewhere/");
    assertThat(bmc.orders()).isZero();
  }

  @Test
  void cannotTellOfANodeWithoutABmc() {
    Fence fence = fence(bmc.url(), Duration.ofSeconds(5));

    assertThat(fence.prove(new NodeName("pve2"))).isEmpty();
    assertThat(bmc.calls()).isEmpty();
  }

  @Test
  void cannotTellWhereNobodyListens() {
    URI url = bmc.url();
    bmc.close();

    assertThat(fence(url, Duration.ofSeconds(5)).prove(NODE)).isEmpty();
  }

  @Test
  void waitsForNoBmcThatFallsSilent() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());

      assertThat(fence(url, Duration.ofMillis(200)).prove(NODE)).isEmpty();
    }
  }

  @Test
  void endsWithAnInterrupt() {
    Thread.currentThread().interrupt();

    assertThat(prove()).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void tellsNobodyThePassword() {
    assertThat(new Bmc(bmc.url(), "root", "pass word").toString()).doesNotContain("pass");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.9.1",
    "ftp://10.0.9.1",
    "https://root:secret@10.0.9.1",
    "https://10.0.9.1/?a=b",
    "https:///redfish"
  })
  void refusesAnUrlThatIsNone(String url) {
    assertThatThrownBy(() -> new Bmc(URI.create(url), "root", "secret"))
        .hasMessageContaining("must be of the form https://HOST")
        .hasMessageNotContaining("secret");
  }
}
