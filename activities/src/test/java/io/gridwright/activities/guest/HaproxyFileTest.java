package io.gridwright.activities.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.activities.guest.HaproxyFile.Server;
import io.gridwright.activities.guest.HaproxyFile.Service;
import io.gridwright.domain.configuration.HealthCheck;
import io.gridwright.domain.configuration.LoadBalancing.Method;
import io.gridwright.domain.configuration.LoadBalancing.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HaproxyFileTest {
  private static final Server WEB_1 = new Server("web-1", "10.7.1.11", 80, false);
  private static final Server WEB_2 = new Server("web-2", "10.7.1.12", 8080, false);
  private static final Server PAUSED = new Server("web-3", "10.7.1.13", 80, true);

  @Test
  void routesAVirtualAddressToItsPool() {
    assertThat(rules(file(service(WEB_1, WEB_2))))
        .isEqualTo(
            """

            frontend virtual-203.0.113.5-80
                bind 203.0.113.5:80
                default_backend pool-203.0.113.5-80-0

            backend pool-203.0.113.5-80-0
                balance roundrobin
                option httpchk GET /health
                server web-1 10.7.1.11:80 check inter 1000ms fall 3
                server web-2 10.7.1.12:8080 check inter 1000ms fall 3
            """);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ROUND_ROBIN,       NONE,           balance roundrobin, no cookie
          LEAST_CONNECTIONS, NONE,           balance leastconn,  no cookie
          ROUND_ROBIN,       COOKIE,         balance roundrobin, cookie GRIDWRIGHT insert
          LEAST_CONNECTIONS, STICKY_SESSION, balance leastconn,  stick on src
          """)
  void keepsMethodAndPersistence(
      Method method, Persistence persistence, String balance, String stickiness) {
    var text =
        new HaproxyFile(method, persistence, HealthCheck.DEFAULT, List.of(service(WEB_1))).text(1);

    assertThat(text).contains(balance);
    if (persistence == Persistence.NONE) {
      assertThat(text).doesNotContain("cookie GRIDWRIGHT", "stick on src");
    } else {
      assertThat(text).contains(stickiness);
    }
  }

  @Test
  void givesEachServerItsOwnCookie() {
    var file =
        new HaproxyFile(
            Method.ROUND_ROBIN,
            Persistence.COOKIE,
            HealthCheck.DEFAULT,
            List.of(service(WEB_1, PAUSED)));

    assertThat(file.text(1))
        .contains("server web-1 10.7.1.11:80 check inter 1000ms fall 3 cookie web-1\n")
        .contains("server web-3 10.7.1.13:80 check inter 1000ms fall 3 cookie web-3 disabled\n");
  }

  @Test
  void checksAsTheCustomerAsks() {
    var file =
        new HaproxyFile(
            Method.ROUND_ROBIN,
            Persistence.NONE,
            new HealthCheck("/alive", Duration.ofMillis(2500), 5),
            List.of(service(WEB_1)));

    assertThat(file.text(1))
        .contains("option httpchk GET /alive\n")
        .contains("check inter 2500ms fall 5\n");
  }

  @Test
  void routesByDomainBehindOneAddressAndPort() {
    var shop =
        new Service(
            "203.0.113.5", 80, List.of("shop.example", "www.shop.example"), false, List.of(WEB_1));
    var others = new Service("203.0.113.5", 80, List.of(), false, List.of(WEB_2));

    assertThat(rules(file(shop, others)))
        .containsOnlyOnce("frontend ")
        .contains(
            """
                acl domain-0 hdr(host),field(1,:) -i shop.example www.shop.example
                use_backend pool-203.0.113.5-80-0 if domain-0
                default_backend pool-203.0.113.5-80-1
            """);
  }

  @Test
  void keepsAPausedAddressForWhatIsEstablishedAndDisablesItsFrontend() {
    var paused = new Service("203.0.113.6", 80, List.of(), true, List.of(WEB_1));
    var file = file(service(WEB_1), paused);

    assertThat(file.addresses()).containsExactly("203.0.113.5", "203.0.113.6");
    assertThat(file.text(1)).contains("bind 203.0.113.6:80\n    disabled\n");
  }

  @Test
  void carriesItsTicketWhereTheGuestLooksForIt() {
    assertThat(file(service(WEB_1)).text(17).lines().limit(2))
        .containsExactly("# Written by Gridwright; changes are lost.", "# ticket 17");
  }

  /** The judge is HAProxy itself. */
  @Test
  void isUnderstoodByHaproxy(@TempDir Path folder) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/haproxy")), "no haproxy");
    var services =
        List.of(
            service(WEB_1, WEB_2, PAUSED),
            new Service("203.0.113.5", 80, List.of("shop.example"), false, List.of(WEB_2)),
            new Service("203.0.113.6", 8080, List.of(), true, List.of()));
    var nothing = List.of(new Service("203.0.113.5", 80, List.of(), true, List.of(PAUSED)));
    for (var method : Method.values()) {
      for (var persistence : Persistence.values()) {
        for (var open : List.of(services, nothing)) {
          var path = folder.resolve(method + "-" + persistence + ".cfg");
          Files.writeString(
              path, new HaproxyFile(method, persistence, HealthCheck.DEFAULT, open).text(1));

          assertThat(judgement(path)).as("%s %s", method, persistence).isEmpty();
        }
      }
    }
  }

  private static String judgement(Path path) throws IOException, InterruptedException {
    var haproxy =
        new ProcessBuilder("/usr/sbin/haproxy", "-c", "-q", "-f", path.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(haproxy.getInputStream().readAllBytes());
    assertThat(haproxy.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return haproxy.exitValue() == 0 ? "" : said;
  }

  private static Service service(Server... servers) {
    return new Service("203.0.113.5", 80, List.of(), false, List.of(servers));
  }

  private static HaproxyFile file(Service... services) {
    return new HaproxyFile(
        Method.ROUND_ROBIN, Persistence.NONE, HealthCheck.DEFAULT, List.of(services));
  }

  /** Without what is the same in every file. */
  private static String rules(HaproxyFile file) {
    return file.text(1).substring(file.text(1).indexOf("\nfrontend virtual"));
  }
}
