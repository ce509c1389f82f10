package io.gridwright.proxmox.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gridwright.proxmox.access.Access;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.UserId;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import io.gridwright.proxmox.vm.Migrations;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the real server does on the wire, and no emulator does on demand. */
class WireTest {
  private static final Call READ = Call.get("/nodes/{}/status", "pve1");
  private static final Call WRITE =
      Call.post("/nodes/{}/qemu/{}/status/start", "pve1", 100).with("timeout", 30);

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable thing : open) {
      thing.close();
    }
  }

  private RawServer server(RawServer.Script script) throws IOException {
    RawServer server = new RawServer(script);
    open.add(server);
    return server;
  }

  private Api api(String... urls) {
    Api api =
        new HttpApi(
            Stream.of(urls).map(EntryNode::of).toList(),
            new Credentials.ApiToken(UserId.parse("root@pam!prov"), "secret"),
            Trust.system(),
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10)),
            InstantSource.system());
    open.add(api);
    return api;
  }

  private static ProxmoxException failure(Api api, Call call) {
    return catchThrowableOfType(ProxmoxException.class, () -> api.send(call));
  }

  private static String closedPort() throws IOException {
    try (RawServer gone = new RawServer((request, wire) -> wire.close())) {
      return gone.url();
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          401, Authentication failed!, Unauthenticated
          401, No ticket,              Unauthenticated
          595, No route to host,       NodeUnreachable
          595, Connection refused,     NodeUnreachable
          596, Broken pipe,            AnswerLost
          596, Connection timed out,   AnswerLost
          599, Too many redirections,  AnswerLost
          """)
  void readsTheReasonOfAnAnswerWithoutBodyAndLength(int status, String reason, String type)
      throws IOException {
    RawServer server = server((request, wire) -> wire.sendBodyless(status, reason));

    ProxmoxException failure = failure(api(server.url()), WRITE);

    assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
    assertThat(failure.failure().message()).isEqualTo(reason);
    assertThat(failure.status()).hasValue(status);
    assertThat(server.requests()).hasSize(1);
  }

  /** PVE-D13, D14: protocol errors and malformed JSON are answered in plain text. */
  @Test
  void readsAPlainTextBody() throws IOException {
    RawServer server =
        server(
            (request, wire) ->
                wire.sendError(500, "malformed JSON string", "", "malformed JSON string, neither"));

    assertThat(failure(api(server.url()), WRITE))
        .isInstanceOf(ProxmoxException.Other.class)
        .hasMessageContaining("malformed JSON string, neither");
  }

  @Test
  void takesTheReasonWhereAnOldServerSendsNoMessage() throws IOException {
    RawServer server =
        server(
            (request, wire) ->
                wire.sendError(500, "VM is locked (clone)", "application/json", "{\"data\":null}"));

    ProxmoxException failure = failure(api(server.url()), WRITE);

    assertThat(failure).isInstanceOf(ProxmoxException.Locked.class);
    assertThat(((ProxmoxException.Locked) failure).lock()).isEqualTo("clone");
  }

  @Test
  void takesTheReasonWhereTheBodyBrokeOff() throws IOException {
    RawServer server =
        server(
            (request, wire) -> {
              wire.send(
                  "HTTP/1.1 500 VM is locked (backup)\r\nContent-Length: 90\r\n\r\n{\"data\":nu");
              wire.close();
            });

    assertThat(failure(api(server.url()), WRITE)).isInstanceOf(ProxmoxException.Locked.class);
  }

  @Test
  void keepsTheErrorsOfEachParameter() throws IOException {
    String body =
        "{\"errors\":{\"memory\":\"value must have a minimum value of 16\\n\"},\"data\":null,"
            + "\"message\":\"Parameter verification failed.\\n\"}";
    RawServer server =
        server(
            (request, wire) ->
                wire.sendError(400, "Parameter verification failed.", "application/json", body));

    ProxmoxException failure = failure(api(server.url()), WRITE);

    assertThat(failure).isInstanceOf(ProxmoxException.ParameterInvalid.class);
    assertThat(((ProxmoxException.ParameterInvalid) failure).errors())
        .containsEntry("memory", "value must have a minimum value of 16");
  }

  /** PVE-D12: the first of the two says close, and the connection stays open. */
  @Test
  void keepsAConnectionThatSaysCloseAndThenKeepAlive() throws IOException {
    RawServer server =
        server(
            (request, wire) ->
                wire.send(
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nConnection: Keep-Alive\r\n"
                        + "Content-Length: 11\r\n\r\n{\"data\":{}}"));
    Api api = api(server.url());

    api.send(READ);
    api.send(READ);

    assertThat(server.requests()).extracting(RawServer.Request::connection).containsExactly(1, 1);
  }

  @Test
  void leavesAConnectionThatSaysCloseOnly() throws IOException {
    RawServer server =
        server(
            (request, wire) ->
                wire.send(
                    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 11\r\n\r\n{\"data\":{}}"));
    Api api = api(server.url());

    api.send(READ);
    api.send(READ);

    assertThat(server.requests()).extracting(RawServer.Request::connection).containsExactly(1, 2);
  }

  @Test
  void givesEveryWriteAFreshConnection() throws IOException {
    RawServer server = server((request, wire) -> wire.sendJson("{\"data\":null}"));
    Api api = api(server.url());

    api.send(READ);
    api.send(WRITE);
    api.send(WRITE);

    assertThat(server.requests())
        .extracting(RawServer.Request::connection)
        .containsExactly(1, 2, 3);
  }

  @Test
  void asksAgainWhenAPooledConnectionDiesUnderARead() throws IOException {
    RawServer server =
        server(
            (request, wire) -> {
              if (request.connection() == 1 && request.target().endsWith("/second")) {
                wire.close();
              } else {
                wire.sendJson("{\"data\":{\"ok\":1}}");
              }
            });
    Api api = api(server.url());
    api.send(READ);

    assertThat(api.send(Call.get("/second")).data().flag("ok")).isTrue();
    assertThat(server.requests())
        .extracting(RawServer.Request::connection)
        .containsExactly(1, 1, 2);
  }

  @Test
  void neverSendsAWriteTwiceWhoseAnswerWasLost() throws IOException {
    RawServer first = server((request, wire) -> wire.close());
    RawServer second = server((request, wire) -> wire.sendJson("{\"data\":null}"));

    ProxmoxException failure = failure(api(first.url(), second.url()), WRITE);

    assertThat(failure).isInstanceOf(ProxmoxException.AnswerLost.class);
    assertThat(failure.effectInDoubt()).isTrue();
    assertThat(first.requests()).hasSize(1);
    assertThat(second.requests()).isEmpty();
  }

  @Test
  void doubtsTheEffectOfAWriteWhoseAnswerBrokeOff() throws IOException {
    RawServer server =
        server(
            (request, wire) -> {
              wire.send("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"data\":\"UPI");
              wire.close();
            });

    ProxmoxException failure = failure(api(server.url()), WRITE);

    assertThat(failure).isInstanceOf(ProxmoxException.AnswerLost.class);
    assertThat(failure.effectInDoubt()).isTrue();
  }

  @Test
  void doubtsTheEffectOfAWriteThatIsNotAnsweredInTime() throws IOException {
    RawServer server = server((request, wire) -> {});

    ProxmoxException failure = failure(api(server.url()), WRITE.within(Duration.ofMillis(100)));

    assertThat(failure).isInstanceOf(ProxmoxException.AnswerLost.class);
    assertThat(failure.effectInDoubt()).isTrue();
    assertThat(failure).hasMessageContaining("timed out");
  }

  @Test
  void entersByTheNextNodeWhereNoConnectionComesAbout() throws IOException {
    RawServer second = server((request, wire) -> wire.sendJson("{\"data\":null}"));

    Answer answer = api(closedPort(), second.url()).send(WRITE);

    assertThat(answer.entry().toString()).isEqualTo(second.url());
  }

  @Test
  void saysThatNothingWasSentWhereNoEntryNodeAnswers() throws IOException {
    ProxmoxException failure = failure(api(closedPort(), closedPort()), WRITE);

    assertThat(failure).isInstanceOf(ProxmoxException.NoEntryNode.class);
    assertThat(failure.effectInDoubt()).isFalse();
    assertThat(failure.mayPass()).isTrue();
  }

  @Test
  void triesAnotherWayInWhereTheFirstCannotReachTheNode() throws IOException {
    RawServer first = server((request, wire) -> wire.sendBodyless(595, "No route to host"));
    RawServer second = server((request, wire) -> wire.sendJson("{\"data\":null}"));

    Answer answer = api(first.url(), second.url()).send(WRITE);

    assertThat(answer.entry().toString()).isEqualTo(second.url());
  }

  @Test
  void asksNoThirdEntryNodeForANodeThatTwoCannotReach() throws IOException {
    RawServer.Script unreachable = (request, wire) -> wire.sendBodyless(595, "No route to host");
    RawServer first = server(unreachable);
    RawServer second = server(unreachable);
    RawServer third = server(unreachable);

    ProxmoxException failure = failure(api(first.url(), second.url(), third.url()), READ);

    assertThat(failure).isInstanceOf(ProxmoxException.NodeUnreachable.class);
    assertThat(third.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # reason,              asked again elsewhere
          Broken pipe,           true
          Connection timed out,  false
          """)
  void asksAgainAfter596OnlyWhatWasNotSlow(String reason, boolean again) throws IOException {
    RawServer first = server((request, wire) -> wire.sendBodyless(596, reason));
    RawServer second = server((request, wire) -> wire.sendJson("{\"data\":{}}"));

    ProxmoxException failure = failure(api(first.url(), second.url()), READ);

    assertThat(failure == null).isEqualTo(again);
    assertThat(second.requests()).hasSize(again ? 1 : 0);
  }

  /** PVE-D6: what is held may read 0. */
  @Test
  void countsARightAsHeldThatReadsZero() throws IOException {
    RawServer server =
        server((request, wire) -> wire.sendJson("{\"data\":{\"/vms/102\":{\"VM.Audit\":0}}}"));

    assertThat(new Access(api(server.url())).permissions().holds("/vms/102", "VM.Audit")).isTrue();
  }

  /** PVE-D5: the refused nodes are no guide, the allowed ones are. */
  @Test
  void believesTheAllowedNodesOfAMigrationOnly() throws IOException {
    RawServer server =
        server(
            (request, wire) ->
                wire.sendJson(
                    "{\"data\":{\"running\":0,\"allowed_nodes\":[\"pve2\"],"
                        + "\"not_allowed_nodes\":{\"pve2\":{},\"pve3\":{\"unavailable_storages\":[\"x\"]}},"
                        + "\"local_disks\":[],\"local_resources\":[]}}"));

    assertThat(
            new Migrations(api(server.url()))
                .preconditions(VmRef.of(NodeName.of("pve1"), Vmid.of(100)))
                .allowed())
        .containsExactly(NodeName.of("pve2"));
  }

  @Test
  void sendsParametersAsAFormOfKnownLength() throws IOException {
    RawServer server = server((request, wire) -> wire.sendJson("{\"data\":null}"));

    api(server.url()).send(WRITE.with("description", "a+b & ü;c"));

    RawServer.Request request = server.requests().get(0);
    assertThat(request.headers())
        .containsEntry("authorization", "PVEAPIToken=root@pam!prov=secret")
        .doesNotContainKey("transfer-encoding");
    assertThat(request.headers().get("content-type"))
        .startsWith("application/x-www-form-urlencoded");
    assertThat(request.body()).isEqualTo("timeout=30&description=a%2Bb%20%26%20%C3%BC%3Bc");
  }

  @Test
  void putsTheParametersOfADeleteIntoTheQuery() throws IOException {
    RawServer server = server((request, wire) -> wire.sendJson("{\"data\":null}"));

    api(server.url()).send(Call.delete("/nodes/{}/qemu/{}", "pve1", 100).with("purge", true));

    assertThat(server.requests().get(0).target())
        .isEqualTo("/api2/json/nodes/pve1/qemu/100?purge=1");
    assertThat(server.requests().get(0).headers().getOrDefault("content-length", "0"))
        .isEqualTo("0");
  }

  @Test
  void tellsNoSecretInAFailure() throws IOException {
    RawServer server = server((request, wire) -> wire.sendBodyless(596, "Broken pipe"));

    ProxmoxException failure = failure(api(server.url()), WRITE.with("cipassword", "hunter2"));

    assertThat(failure.toString()).doesNotContain("hunter2").doesNotContain("secret");
  }
}
