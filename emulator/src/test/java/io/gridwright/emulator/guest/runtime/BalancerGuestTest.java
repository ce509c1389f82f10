package io.gridwright.emulator.guest.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a balancer guest does, whatever follows its file; subclasses say what follows it. */
abstract class BalancerGuestTest {
  static final String FILE = "/etc/haproxy/haproxy.cfg";

  @TempDir Path data;
  Rig rig;
  Rig.Machine lb;
  Rig.Machine web1;
  Rig.Machine web2;

  /** Path of HAProxy, empty text for the small proxy. */
  abstract Optional<String> follower();

  @BeforeEach
  void start() {
    rig = new Rig(data, follower());
    lb = rig.machine(500, "haproxy", "lb", "10.1.0.2").on();
    web1 = rig.machine(501, "debian-12-nginx", "web-1", "10.1.0.5").on();
    web2 = rig.machine(502, "debian-12-nginx", "web-2", "10.1.0.6").on();
    lb.write(
        "/etc/network/interfaces.d/gridwright.cfg",
        "iface eth0:1 inet static\n  address 203.0.113.9/32\n");
    lb.exec("ifreload", "-a");
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  static String configuration(String backend, String servers) {
    return """
    global
        user haproxy
        group haproxy
        chroot /var/lib/haproxy
        log /dev/log local0
        stats socket /run/haproxy/admin.sock mode 660 level admin
    defaults
        mode http
        timeout connect 2s
        timeout client 10s
        timeout server 10s
        retries 3
        option redispatch
    frontend shop-80
        bind 203.0.113.9:80
        default_backend web
    backend web
        balance roundrobin
        option httpchk GET /health
    %s%s
    """
        .formatted(backend.indent(4), servers.indent(4));
  }

  static final String BOTH =
      """
      server web-1 10.1.0.5:80 check inter 100ms rise 1 fall 2
      server web-2 10.1.0.6:80 check inter 100ms rise 1 fall 2
      """;

  void load(String configuration) {
    lb.write(FILE, configuration);
    assertThat(lb.exec("haproxy", "-c", "-f", FILE))
        .satisfies(checked -> assertThat(checked.exitCode()).as("%s", checked.errors()).isZero());
    assertThat(lb.exec("systemctl", "restart", "haproxy").exitCode()).isZero();
  }

  String at() {
    return lb.at("203.0.113.9", 80);
  }

  Set<String> seen(int requests) throws Exception {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < requests; i++) {
      names.add(rig.get(at(), "/"));
    }
    return names;
  }

  @Test
  void spreadsRequestsOverThePool() throws Exception {
    load(configuration("", BOTH));
    assertThat(seen(6)).containsExactlyInAnyOrder("web-1", "web-2");
  }

  @Test
  void leavesOutAServerThatLostItsPower() throws Exception {
    load(configuration("", BOTH));
    web1.off();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(seen(4)).containsExactly("web-2"));
    web1.on();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(seen(4)).containsExactlyInAnyOrder("web-1", "web-2"));
  }

  @Test
  void refusesAnInvalidFileAndGoesOnWithTheOldOne() throws Exception {
    load(configuration("", BOTH));
    lb.write(FILE, configuration("", BOTH).replace("balance roundrobin", "balance nonsense"));
    assertThat(lb.exec("haproxy", "-c", "-f", FILE))
        .satisfies(
            checked -> {
              assertThat(checked.exitCode()).isEqualTo(1);
              assertThat(checked.errors()).contains("balance");
            });
    assertThat(lb.exec("systemctl", "reload", "haproxy").exitCode()).isEqualTo(1);
    assertThat(seen(4)).containsExactlyInAnyOrder("web-1", "web-2");
  }

  @Test
  void dropsNoRequestWhileItReloads() throws Exception {
    load(configuration("", BOTH));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger answered = new AtomicInteger();
    CompletableFuture<Void> client =
        CompletableFuture.runAsync(
            () -> {
              while (!stop.get()) {
                try {
                  HttpResponse<String> answer = rig.fetch(at(), "/");
                  assertThat(answer.statusCode()).isEqualTo(200);
                  answered.incrementAndGet();
                } catch (Exception e) {
                  throw new AssertionError("a request was dropped after " + answered, e);
                }
              }
            });
    for (int i = 0; i < 3; i++) {
      int before = answered.get();
      assertThat(lb.exec("systemctl", "reload", "haproxy").exitCode()).isZero();
      Awaitility.await().until(() -> answered.get() > before + 20 || client.isDone());
    }
    stop.set(true);
    client.get();
  }

  @Test
  void followsTheReloadedFileAtOnce() throws Exception {
    load(configuration("", BOTH));
    lb.write(FILE, configuration("", BOTH.lines().findFirst().orElseThrow()));
    assertThat(lb.exec("systemctl", "reload", "haproxy").exitCode()).isZero();
    assertThat(seen(6)).containsExactly("web-1");
  }

  @Test
  void keepsAClientAtItsServerByCookie() throws Exception {
    load(
        configuration(
            "cookie GWSERVER insert indirect nocache",
            """
            server web-1 10.1.0.5:80 check inter 100ms cookie web-1
            server web-2 10.1.0.6:80 check inter 100ms cookie web-2
            """));
    HttpResponse<String> first = rig.fetch(at(), "/");
    String cookie = first.headers().firstValue("set-cookie").orElseThrow().split(";")[0];
    for (int i = 0; i < 5; i++) {
      assertThat(rig.fetch(at(), "/", "Cookie", cookie).body()).isEqualTo(first.body());
    }
  }

  @Test
  void keepsASourceAtItsServer() throws Exception {
    load(configuration("stick-table type ip size 100k expire 30m\nstick on src", BOTH));
    assertThat(seen(5)).hasSize(1);
  }

  @Test
  void sendsNothingToADisabledServer() throws Exception {
    load(
        configuration(
            "",
            """
            server web-1 10.1.0.5:80 check inter 100ms
            server web-2 10.1.0.6:80 check inter 100ms disabled
            """));
    assertThat(seen(4)).containsExactly("web-1");
  }

  @Test
  void listensNowhereForADisabledFrontend() throws Exception {
    load(configuration("", BOTH));
    String at = at();
    lb.write(FILE, configuration("", BOTH).replace("default_backend web", "disabled"));
    assertThat(lb.exec("systemctl", "reload", "haproxy").exitCode()).isZero();
    assertThatThrownBy(() -> rig.get(at, "/")).isInstanceOf(ConnectException.class);
    load(configuration("", BOTH));
    assertThat(at()).isEqualTo(at);
    assertThat(seen(4)).hasSize(2);
  }

  @Test
  void choosesTheBackendByHost() throws Exception {
    load(
        """
        defaults
            mode http
            timeout connect 2s
            timeout client 10s
            timeout server 10s
        frontend shop-80
            bind 203.0.113.9:80
            acl is_blog hdr(host) -i blog.example.com
            use_backend blog if is_blog
            default_backend web
        backend web
            server web-1 10.1.0.5:80
        backend blog
            server web-2 10.1.0.6:80
        """);
    assertThat(rig.get(at(), "/")).isEqualTo("web-1");
    assertThat(raw("blog.example.com")).endsWith("web-2");
  }

  /** java.net.http lets nobody set Host. */
  private String raw(String host) throws Exception {
    String[] at = at().split(":");
    try (java.net.Socket socket = new java.net.Socket(at[0], Integer.parseInt(at[1]))) {
      socket
          .getOutputStream()
          .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes());
      return new String(socket.getInputStream().readAllBytes());
    }
  }

  @Test
  void servesAgainAfterAPowerCycle() throws Exception {
    load(configuration("", BOTH));
    String before = at();
    lb.off().on();
    assertThat(at()).isEqualTo(before);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(seen(4)).containsExactlyInAnyOrder("web-1", "web-2"));
  }

  @Test
  void drainsAServerByTheRuntimeApi() throws Exception {
    load(configuration("", BOTH));
    assertThat(lb.exec("haproxy-ctl", "set server web/web-1 state drain").exitCode()).isZero();
    assertThat(seen(4)).containsExactly("web-2");
    assertThat(lb.exec("haproxy-ctl", "set server web/web-1 state ready").exitCode()).isZero();
    assertThat(seen(4)).containsExactlyInAnyOrder("web-1", "web-2");
  }

  private static final String PAUSED_WEB_1 =
      BOTH.replace("10.1.0.5:80 check", "10.1.0.5:80 disabled check");

  private static final String COOKIES =
      """
      server web-1 10.1.0.5:80 check inter 100ms cookie web-1
      server web-2 10.1.0.6:80 check inter 100ms cookie web-2
      """;

  private io.gridwright.emulator.guest.AgentAnswer.Exited balance(int ticket, String text) {
    String fresh = FILE + "." + ticket;
    lb.write(fresh, "# ticket " + ticket + "\n" + text);
    return lb.script("balance.sh", Integer.toString(ticket), fresh);
  }

  @Test
  void neverGoesBackToAFileWithALowerTicket() throws Exception {
    assertThat(balance(1, configuration("", BOTH)).exitCode()).isZero();
    lb.write(FILE + ".2", "# ticket 2\n" + configuration("", BOTH));
    assertThat(balance(3, configuration("", PAUSED_WEB_1)).exitCode()).isZero();

    assertThat(lb.script("balance.sh", "2", FILE + ".2").exitCode()).isZero();

    assertThat(seen(6)).containsExactly("web-2");
    assertThat(lb.script("balance.sh", "3", FILE + ".3").exitCode()).as("said twice").isZero();
    assertThat(lb.script("balance.sh", "4", FILE + ".4").exitCode()).as("no file").isEqualTo(3);
    assertThat(balance(5, configuration("", BOTH).replace("roundrobin", "nonsense")).exitCode())
        .as("a file that HAProxy refuses")
        .isEqualTo(1);
    assertThat(seen(6)).containsExactly("web-2");
    assertThat(lb.script("balance.sh", "no").exitCode()).isEqualTo(2);
  }

  /** Whoever comes last, what is in force is what the highest ticket says. */
  @Test
  void followsTheHighestOfTicketsThatComeAtOnce() throws Exception {
    assertThat(balance(1, configuration("", BOTH)).exitCode()).isZero();
    var writers =
        java.util.stream.IntStream.rangeClosed(2, 9)
            .mapToObj(
                ticket ->
                    CompletableFuture.supplyAsync(
                        () ->
                            balance(ticket, configuration("", ticket == 9 ? PAUSED_WEB_1 : BOTH))))
            .toList();
    for (var writer : writers) {
      assertThat(writer.get().exitCode()).isZero();
    }
    assertThat(seen(6)).containsExactly("web-2");
  }

  @Test
  void runsOnWithEveryAddressPausedAndIsPlayedAgain() throws Exception {
    String idle = "frontend idle\n    bind unix@/run/haproxy/idle.sock mode 600\n";
    String open = configuration("", BOTH) + idle + "    http-request deny\n";
    assertThat(balance(1, open).exitCode()).isZero();
    String at = at();

    assertThat(balance(2, open.replace("default_backend web", "disabled")).exitCode()).isZero();
    assertThatThrownBy(() -> rig.get(at, "/")).isInstanceOf(ConnectException.class);

    assertThat(balance(3, open).exitCode()).isZero();
    assertThat(seen(4)).hasSize(2);
  }

  @Test
  void finishesAtAPausedAddressWhatIsEstablished() throws Exception {
    String idle = "frontend idle\n    bind unix@/run/haproxy/idle.sock\n    http-request deny\n";
    String open = configuration("", BOTH) + idle;
    assertThat(balance(1, open).exitCode()).isZero();
    String[] at = at().split(":");
    try (java.net.Socket socket = new java.net.Socket(at[0], Integer.parseInt(at[1]))) {
      beginPost(socket);
      assertThat(balance(2, open.replace("default_backend web", "disabled")).exitCode()).isZero();
      socket.getOutputStream().write("rest!".getBytes());
      assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 ");
    }
  }

  @Test
  void sendsCookieClientsOfAPausedServerElsewhere() throws Exception {
    String cookie = "cookie GWSERVER insert indirect nocache";
    assertThat(balance(1, configuration(cookie, COOKIES)).exitCode()).isZero();
    for (int i = 0; i < 6; i++) {
      assertThat(rig.fetch(at(), "/", "Cookie", "GWSERVER=web-1").body()).isEqualTo("web-1");
    }

    String paused = COOKIES.replace("10.1.0.5:80 check", "10.1.0.5:80 disabled check");
    assertThat(balance(2, configuration(cookie, paused)).exitCode()).isZero();

    for (int i = 0; i < 6; i++) {
      assertThat(rig.fetch(at(), "/", "Cookie", "GWSERVER=web-1").body()).isEqualTo("web-2");
    }
  }

  /**
   * A request whose body is still on its way. It is established once the proxy has taken the
   * connection from the kernel, which only an answer tells: 100 Continue (RFC 9110 section 10.1.1).
   */
  private static void beginPost(java.net.Socket socket) throws Exception {
    socket
        .getOutputStream()
        .write(
            ("POST / HTTP/1.1\r\nHost: shop\r\nConnection: close\r\nExpect: 100-continue\r\n"
                    + "Content-Length: 10\r\n\r\n")
                .getBytes());
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      assertThat(next).as("after " + answer).isNotNegative();
      answer.append((char) next);
    }
    assertThat(answer).startsWith("HTTP/1.1 100 ");
    socket.getOutputStream().write("begin".getBytes());
  }
}
