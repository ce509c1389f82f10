package io.gridwright.proxmox.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.proxmox.error.ProxmoxException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ticket lives for two hours; the clock is the test's. */
class TicketTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicReference<String> refusedCookie = new AtomicReference<>("");
  private RawServer server;
  private Api api;

  @BeforeEach
  void start() throws IOException {
    server = new RawServer(this::answer);
    api =
        new HttpApi(
            List.of(EntryNode.of(server.url())),
            Credentials.Login.of("root@pam", "opensesame"),
            Trust.system(),
            Timeouts.DEFAULT,
            now::get);
  }

  @AfterEach
  void stop() throws IOException {
    api.close();
    server.close();
  }

  private void answer(RawServer.Request request, RawServer.Wire wire) throws IOException {
    if (request.target().endsWith("/access/ticket")) {
      if (request.body().contains("wrong")) {
        wire.sendError(
            401,
            "authentication failure",
            "application/json",
            "{\"message\":\"authentication failure\\n\"}");
        return;
      }
      wire.sendJson(
          "{\"data\":{\"ticket\":\"T:%d=\",\"CSRFPreventionToken\":\"C:%1$d\"}}"
              .formatted(logins.incrementAndGet()));
    } else if (refusedCookie.get().equals(request.headers().get("cookie"))) {
      wire.sendBodyless(401, "Authentication failed!");
    } else {
      wire.sendJson("{\"data\":null}");
    }
  }

  private List<RawServer.Request> logins() {
    return server.requests().stream().filter(r -> r.target().endsWith("/access/ticket")).toList();
  }

  private RawServer.Request last() {
    return server.requests().get(server.requests().size() - 1);
  }

  @Test
  void logsInOnceAndBringsTheTicketAlong() {
    api.send(Call.get("/version"));
    api.send(Call.get("/version"));

    assertThat(logins()).hasSize(1);
    assertThat(logins().get(0).body()).isEqualTo("username=root%40pam&password=opensesame");
    assertThat(last().headers())
        .containsEntry("cookie", "PVEAuthCookie=T:1=")
        .doesNotContainKey("csrfpreventiontoken");
  }

  @Test
  void bringsTheTokenAgainstForgeryWithAWrite() {
    api.send(Call.put("/nodes/pve1/qemu/100/config").with("name", "web"));

    assertThat(last().headers()).containsEntry("csrfpreventiontoken", "C:1");
  }

  @Test
  void renewsTheTicketWithItselfAfterAnHour() {
    api.send(Call.get("/version"));
    now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(61)));

    api.send(Call.get("/version"));

    assertThat(logins()).hasSize(2);
    assertThat(logins().get(1).body()).isEqualTo("username=root%40pam&password=T%3A1%3D");
    assertThat(last().headers()).containsEntry("cookie", "PVEAuthCookie=T:2=");
  }

  @Test
  void logsInAnewWhereANodeRefusesTheTicketAndRepeatsTheCall() {
    api.send(Call.get("/version"));
    refusedCookie.set("PVEAuthCookie=T:1=");

    api.send(Call.post("/nodes/pve1/qemu/100/status/start"));

    assertThat(logins()).hasSize(2);
    assertThat(last().headers()).containsEntry("cookie", "PVEAuthCookie=T:2=");
  }

  @Test
  void reportsAWrongPassword() {
    try (Api wrong =
        new HttpApi(
            List.of(EntryNode.of(server.url())),
            Credentials.Login.of("root@pam", "wrong"),
            Trust.system(),
            Timeouts.DEFAULT,
            now::get)) {
      assertThatThrownBy(() -> wrong.send(Call.get("/version")))
          .isInstanceOf(ProxmoxException.Unauthenticated.class)
          .hasMessageContaining("authentication failure");
    }
  }
}
