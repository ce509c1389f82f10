package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.gridwright.emulator.fault.FaultEffect;
import io.gridwright.emulator.fault.FaultMatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real 9.2 server was seen to send: bytes, statuses, tasks, rights. */
class ObservedWireTest {
  @TempDir static Path data;
  private static EmulatedGrid grid;
  private static PveClient pve;
  private static String token;

  @BeforeAll
  static void start() {
    grid = EmulatedGrid.of(data, 3);
    pve = grid.engine;
    token = "Authorization: PVEAPIToken=" + PveClient.read(grid.emulator.proxmoxTokenFile());
  }

  @AfterAll
  static void stop() {
    grid.close();
  }

  /** Sends lines and reads until the server closes. */
  private static String raw(String... lines) throws Exception {
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Anybody()}, null);
    try (SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket("127.0.0.1", grid.emulator.nodeUrls().get(0).getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Test
  void pveD11_a401HasNeitherBodyNorContentLength() throws Exception {
    String answer = raw("GET /api2/json/version HTTP/1.1", "Host: x");

    assertThat(answer).startsWith("HTTP/1.1 401 No ticket\r\n").endsWith("\r\n\r\n");
    assertThat(answer.toLowerCase())
        .doesNotContain("content-length")
        .doesNotContain("content-type");
    assertThat(raw("GET /api2/json/version HTTP/1.1", "Host: x", token + "x"))
        .startsWith("HTTP/1.1 401 Authentication failed!\r\n");
  }

  @Test
  void pveD12_anAnswerOfTheDaemonHasTwoConnectionHeadersAndStaysOpen() throws Exception {
    String current = "GET /api2/json/nodes/pve1/qemu/9101/status/current HTTP/1.1";

    String answers =
        raw(
            current,
            "Host: x",
            token,
            "",
            "GET /api2/json/version HTTP/1.1",
            "Host: x",
            token,
            "Connection: close");

    String first = answers.substring(0, answers.indexOf("\r\n\r\n")).toLowerCase();
    assertThat(first).contains("connection: close\r\n").contains("connection: keep-alive");
    assertThat(answers).contains("\"release\":\"9.2\"");
  }

  @Test
  void pveD13_protocolErrorsAreAPlainTextWithoutAType() throws Exception {
    String answer =
        raw(
            "POST /api2/json/pools HTTP/1.1",
            "Host: x",
            token,
            "Transfer-Encoding: chunked",
            "",
            "0");

    assertThat(answer).startsWith("HTTP/1.1 501 chunked transfer encoding not supported\r\n");
    assertThat(answer).endsWith("\r\n\r\nchunked transfer encoding not supported");
    assertThat(answer.toLowerCase()).doesNotContain("content-type");
    assertThat(
            raw(
                "DELETE /api2/json/pools HTTP/1.1",
                "Host: x",
                token,
                "Content-Length: 3",
                "",
                "a=1"))
        .contains("501 Unexpected content for method 'DELETE'");
    assertThat(raw("PATCH /api2/json/pools HTTP/1.1", "Host: x", token))
        .startsWith("HTTP/1.1 501 method 'PATCH' not available\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void pveD14_malformedJsonIsA500InPlainText() {
    PveClient.Reply reply = pve.json("POST", "/pools", "{nonsense");

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).startsWith("malformed JSON string");
    assertThat(pve.json("POST", "/pools", "[1]").body()).startsWith("Not a HASH reference");
    assertThat(pve.json("POST", "/pools", "{\"poolid\":null}").message())
        .isEqualTo("unable to parse value of 'poolid' - got undefined value");
  }

  @Test
  void pveD15_tooManyHeaderLinesGetNoAnswer() throws Exception {
    StringBuilder headers = new StringBuilder("Host: x");
    for (int i = 0; i < 70; i++) {
      headers.append("\r\nX-H").append(i).append(": 1");
    }
    assertThat(raw("GET /api2/json/version HTTP/1.1", headers.toString())).isEmpty();
  }

  @Test
  void pveD16_theOtherFormatterToo401sWithoutABodyAndElseAnswers200() throws Exception {
    assertThat(raw("GET /api2/extjs/version HTTP/1.1", "Host: x"))
        .startsWith("HTTP/1.1 401 No ticket\r\n")
        .endsWith("\r\n\r\n");

    String refused =
        raw(
            "GET /api2/extjs/nodes/pve1/qemu/4711/config HTTP/1.1",
            "Host: x",
            token,
            "Connection: close");

    assertThat(refused).startsWith("HTTP/1.1 200 OK\r\n").contains("\"success\":0");
    assertThat(refused).contains("4711.conf' does not exist");
  }

  @Test
  void pveD17_theReasonOfATokensRefusalAtTheTicketEndsAtItsNewline() throws Exception {
    String answer =
        raw(
            "POST /api2/json/access/ticket?username=root%40pam&password=x HTTP/1.1",
            "Host: x", token, "Content-Length: 0");

    assertThat(answer)
        .startsWith(
            "HTTP/1.1 403 Permission check failed (URI '/access/ticket' not available with API"
                + " token, need proper ticket.\r\n");
  }

  @Test
  void pveD6_aPrivilegeHeldThroughAPoolReadsZero() {
    PveClient root = PveClient.root(grid.emulator);
    String vm = grid.machine();
    root.post("/pools", "poolid", "d6");
    root.put("/pools", "poolid", "d6", "vms", EmulatedGrid.vmid(vm));
    PveClient narrow = user("d6@pve", "/pool/d6", "PVEVMAdmin", 1);

    JsonNode held = narrow.get("/access/permissions").data().get("/vms/" + EmulatedGrid.vmid(vm));

    assertThat(held.get("VM.PowerMgmt").asInt()).isZero();
    assertThat(narrow.run(vm + "/status/start")).isEqualTo("OK");
    assertThat(narrow.get("/cluster/resources?type=vm").data()).hasSize(1);
  }

  private static PveClient user(String user, String path, String role, int privsep) {
    PveClient root = PveClient.root(grid.emulator);
    root.post("/access/users", "userid", user);
    String secret =
        root.post("/access/users/" + user + "/token/t1", "privsep", "" + privsep)
            .data()
            .get("value")
            .asText();
    String subject = privsep == 1 ? "tokens" : "users";
    root.put("/access/acl", "path", path, "roles", role, "users", user);
    if (privsep == 1) {
      root.put("/access/acl", "path", path, "roles", role, subject, user + "!t1");
    }
    return PveClient.at(grid.emulator, 1)
        .with("Authorization", "PVEAPIToken=" + user + "!t1=" + secret);
  }

  @Test
  void aTokenWithPrivilegeSeparationAndNoEntryHasNothing() {
    PveClient root = PveClient.root(grid.emulator);
    root.post("/access/users", "userid", "sep@pve");
    root.put("/access/acl", "path", "/", "roles", "Administrator", "users", "sep@pve");
    String secret = root.post("/access/users/sep@pve/token/t1").data().get("value").asText();
    PveClient separated =
        PveClient.at(grid.emulator, 1).with("Authorization", "PVEAPIToken=sep@pve!t1=" + secret);

    assertThat(separated.get("/cluster/resources?type=vm").data()).isEmpty();
    assertThat(separated.get("/nodes/pve1/qemu/9101/config").message())
        .isEqualTo("Permission check failed (/vms/9101, VM.Audit)");
  }

  @Test
  void pveD18_theRightOnANewNumberIsMissedWithoutBeingNamed() {
    PveClient narrow = user("d18@pve", "/vms/9101", "PVEVMAdmin", 0);

    PveClient.Reply clone = narrow.post("/nodes/pve1/qemu/9101/clone", "newid", "999");
    PveClient.Reply create = narrow.post("/nodes/pve1/qemu", "vmid", "999");

    assertThat(clone.status()).isEqualTo(403);
    assertThat(clone.message()).isEqualTo("Permission check failed");
    assertThat(create.message()).isEqualTo("Permission check failed");
  }

  @Test
  void pveD21_rowsOfRunningTasksHaveTheFullUserAndNoToken() {
    String vm = grid.machine();
    grid.emulator
        .control()
        .faults()
        .order(
            new FaultMatch("POST", "/nodes/*/qemu/*/status/start"),
            1,
            FaultEffect.HANG_TASK,
            OptionalInt.empty(),
            Duration.ZERO,
            "");
    String upid = PveClient.accepted(pve.post(vm + "/status/start"));

    JsonNode running = pve.get("/nodes/pve1/tasks?source=active&typefilter=qmstart").data().get(0);
    assertThat(running.get("user").asText()).isEqualTo("gridwright@pve!engine");
    assertThat(running.has("tokenid")).isFalse();
    assertThat(running.get("status").asText()).isEqualTo("RUNNING");
    assertThat(pve.task(upid).get("tokenid").asText()).isEqualTo("engine");

    pve.delete("/nodes/pve1/tasks/" + upid);
    JsonNode done =
        pve.get("/nodes/pve1/tasks?typefilter=qmstart&vmid=" + EmulatedGrid.vmid(vm)).data().get(0);
    assertThat(done.get("user").asText()).isEqualTo("gridwright@pve");
    assertThat(done.get("tokenid").asText()).isEqualTo("engine");
  }

  @Test
  void pveD22_theLogOfAnUnknownTaskIsOneLine() {
    PveClient.Reply reply =
        pve.get("/nodes/pve1/tasks/UPID:pve1:00000001:00000002:6921B0C4:qmstart:100:root@pam:/log");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.data().get(0).get("t").asText())
        .isEqualTo("unable to open file - No such file or directory");
    assertThat(
            pve.get("/nodes/pve1/tasks/nonsense/status").json().get("errors").get("upid").asText())
        .isEqualTo("unable to parse worker upid");
  }

  @Test
  void pveD36_aPoolAskedForByNameIsShownToAnybody() {
    PveClient root = PveClient.root(grid.emulator);
    root.post("/pools", "poolid", "d36");
    PveClient narrow = user("d36@pve", "/vms/1", "PVEVMUser", 0);

    assertThat(narrow.get("/pools").data()).isEmpty();
    assertThat(narrow.get("/pools?poolid=d36").data()).hasSize(1);
  }

  @Test
  void pveD38_aDuplicateTokenIsRefusedByItsParameter() {
    PveClient root = PveClient.root(grid.emulator);
    root.post("/access/users", "userid", "d38@pve");
    root.post("/access/users/d38@pve/token/t1");

    assertThat(
            root.post("/access/users/d38@pve/token/t1")
                .json()
                .get("errors")
                .get("tokenid")
                .asText())
        .isEqualTo("Token already exists.");
    assertThat(
            root.put("/access/acl", "path", "/bogus", "roles", "PVEAuditor", "users", "d38@pve")
                .json()
                .get("errors")
                .get("path")
                .asText())
        .isEqualTo("invalid ACL path '/bogus'");
  }

  @Test
  void pveD51_aTaskListWithoutAMatchHasNoTotal() {
    assertThat(pve.get("/nodes/pve1/tasks?vmid=987654").json().has("total")).isFalse();
  }

  @Test
  void pveD54_anUnknownStorageIsA400ForItsStatusAndA500ForItsContent() {
    assertThat(
            pve.get("/nodes/pve1/storage/nope/status").json().get("errors").get("storage").asText())
        .isEqualTo("No such storage.");
    assertThat(pve.get("/nodes/pve1/storage/nope/content").message())
        .isEqualTo("storage 'nope' does not exist");
  }

  @Test
  void checksInTheOrderOfTheDaemons() {
    PveClient narrow = user("order@pve", "/vms/1", "PVEVMUser", 0);

    assertThat(narrow.get("/nodes/pve1/qemu/9101/config?nonsense=1").status()).isEqualTo(403);
    assertThat(
            pve.get("/nodes/pve1/qemu/9101/config?nonsense=1")
                .json()
                .get("errors")
                .get("nonsense")
                .asText())
        .startsWith("property is not defined in schema");
    assertThat(pve.get("/nonsense").message()).isEqualTo("Method 'GET /nonsense' not implemented");
    assertThat(pve.get("/nodes/pve1/qemu/99/config").json().get("errors").get("vmid").asText())
        .isEqualTo("invalid format - value does not look like a valid VM ID\n");
    assertThat(pve.get("/nodes/pve1/qemu/abc/config").json().get("errors").get("vmid").asText())
        .isEqualTo("type check ('integer') failed - got 'abc'");
    assertThat(pve.get("/nodes/pve9/status").message()).startsWith("hostname lookup 'pve9' failed");
    assertThat(pve.get("/nodes/PVE1/status").status()).isEqualTo(596);
  }

  @Test
  void aWriteWithATicketNeedsTheCsrfToken() {
    JsonNode ticket =
        PveClient.at(grid.emulator, 1)
            .post(
                "/access/ticket",
                "username",
                "root@pam",
                "password",
                PveClient.read(grid.emulator.rootPasswordFile()))
            .data();
    PveClient half =
        PveClient.at(grid.emulator, 2)
            .with("Cookie", "PVEAuthCookie=" + ticket.get("ticket").asText());

    assertThat(half.get("/version").status()).isEqualTo(200);
    assertThat(half.post("/pools", "poolid", "x").status()).isEqualTo(401);
    assertThat(half.post("/pools", "poolid", "x").body()).isEmpty();
    assertThat(
            PveClient.at(grid.emulator, 1)
                .post("/access/ticket", "username", "root@pam", "password", "no")
                .message())
        .isEqualTo("authentication failure");
  }

  @Test
  void aNewMachineIsUnknownToTheListsUntilTheNextStatistics() {
    String vm = grid.machine("name", "fresh");
    String id = "qemu/" + EmulatedGrid.vmid(vm);

    JsonNode row =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> rowOf(id), found -> found.path("name").asText().equals("fresh"));
    assertThat(row.get("status").asText()).isEqualTo("stopped");
  }

  private static JsonNode rowOf(String id) {
    for (JsonNode row : pve.get("/cluster/resources?type=vm").data()) {
      if (row.get("id").asText().equals(id)) {
        return row;
      }
    }
    throw new AssertionError("no row " + id);
  }
}
