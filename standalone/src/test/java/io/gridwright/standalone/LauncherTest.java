package io.gridwright.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.standalone.demo.Shop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CONTRACT section 1 promises of {@code ./gridwright up}. */
class LauncherTest {
  private static final Duration STOP = Duration.ofSeconds(15);

  @TempDir private Path folder;

  @Test
  void carriesAnOrderThroughRestartAndPowerCut() throws Exception {
    var data = folder.resolve("data");
    var environment = Launched.environmentFor(data);
    String token;
    String configuration;
    try (var first = Launched.up(data, environment, "up", "--latency", "0")) {
      var shop = new Shop(first.awaitReady());
      assertEndpoints(first);
      token = shop.signUp();
      configuration = shop.order(token);
      assertThat(shop.pages(token, configuration, 4)).containsOnlyKeys("web-1", "web-2");
      assertStops(first);
    }
    try (var second = Launched.up(data, environment, "up", "--latency", "0")) {
      var shop = new Shop(second.awaitReady());
      assertThat(shop.state(token, configuration)).isEqualTo("RUNNING");
      assertThat(shop.pages(token, configuration, 4)).containsOnlyKeys("web-1", "web-2");
      second.kill();
    }
    try (var third = Launched.up(data, environment, "up", "--latency", "0")) {
      var shop = new Shop(third.awaitReady());
      assertThat(shop.pages(token, configuration, 4)).containsOnlyKeys("web-1", "web-2");
      shop.delete(token, configuration);
      assertThat(shop.state(token, configuration)).isEqualTo("DELETED");
      assertStops(third, () -> third.interrupt(STOP));
    }
  }

  @Test
  void worksWithoutTemporalsCommandLineAndWithoutHaproxy() throws Exception {
    var data = folder.resolve("data");
    var environment = Launched.environmentFor(data);
    Files.delete(data.resolve("tools"));
    Files.createDirectories(data.resolve("tools"));
    Files.createSymbolicLink(
        data.resolve("tools/mariadb"),
        Files.createDirectories(Path.of("target/tools/mariadb").toAbsolutePath()));
    environment.put("PATH", programsBut("python", "haproxy", "temporal").toString());
    try (var up = Launched.up(data, environment, "up", "--latency", "0")) {
      var shop = new Shop(up.awaitReady());
      assertThat(up.printed()).contains("in-process server").contains("no UI");
      assertThat(up.endpoints().path("temporalUi").isNull()).isTrue();
      var token = shop.signUp();
      assertThat(shop.pages(token, shop.order(token), 4)).containsOnlyKeys("web-1", "web-2");
      assertStops(up);
    }
  }

  @Test
  void namesTheTakenPortWhatWantedItAndTheVariable() throws Exception {
    var data = folder.resolve("data");
    var environment = Launched.environmentFor(data);
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("GRIDWRIGHT_PORT", String.valueOf(taken.getLocalPort()));
      try (var up = Launched.up(data, environment, "up")) {
        assertThat(up.awaitEnd()).isEqualTo(1);
        assertThat(up.printed())
            .contains("Port " + taken.getLocalPort() + " is taken")
            .contains("the API")
            .contains("GRIDWRIGHT_PORT");
      }
    }
  }

  @Test
  void refusesWrongUsageWithTwo() throws Exception {
    try (var wrong = Launched.up(folder, Launched.environmentFor(folder), "down")) {
      assertThat(wrong.awaitEnd()).isEqualTo(2);
    }
  }

  private static void assertEndpoints(Launched up) throws IOException {
    var endpoints = up.endpoints();
    assertThat(List.of("api", "admin", "emulator", "proxmox", "temporal", "database", "operator"))
        .allSatisfy(key -> assertThat(endpoints.path(key).isMissingNode()).as(key).isFalse());
    for (var file :
        List.of(
            endpoints.path("operator").path("passwordFile"),
            endpoints.path("emulatorTokenFile"),
            endpoints.path("proxmoxTokenFile"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(file.asText()))))
          .as(file.asText())
          .isEqualTo("rw-------");
    }
  }

  private static Path path(String text) {
    return Path.of(text);
  }

  private static void assertStops(Launched up) throws Exception {
    assertStops(up, () -> up.stop(STOP));
  }

  private static void assertStops(Launched up, Callable<Boolean> signal) throws Exception {
    var children = up.children();
    assertThat(signal.call()).as("stopped within 15 s:\n" + up.log()).isTrue();
    assertThat(up.awaitEnd()).as("stopped on request").isZero();
    assertThat(children).as("left behind:\n" + up.log()).noneMatch(ProcessHandle::isAlive);
  }

  /** A folder of links to the system's programs, without some. */
  private Path programsBut(String... hidden) throws IOException {
    var programs = Files.createDirectories(folder.resolve("bin"));
    for (var origin : List.of("/usr/bin", "/bin")) {
      try (var all = Files.list(Path.of(origin))) {
        for (var program : all.toList()) {
          var name = program.getFileName().toString();
          var link = programs.resolve(name);
          if (List.of(hidden).stream().noneMatch(name::startsWith) && !Files.exists(link)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
    return programs;
  }
}
