package io.gridwright.emulator.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.emulator.grid.NodeNetwork;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.emulator.guest.runtime.Rig;
import io.gridwright.emulator.socket.Binding;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlDoorTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path data;
  final HttpClient http = HttpClient.newHttpClient();
  final HandGrid grid = new HandGrid("pve1", "pve2");
  final Queue<Runnable> switching = new ConcurrentLinkedQueue<>();
  Rig rig;
  ControlDoor door;

  @BeforeEach
  void open() {
    rig = new Rig(data);
    door =
        ControlDoor.open(
            Binding.LOOPBACK,
            0,
            data,
            grid,
            rig.guests(),
            (delay, change) -> switching.add(change));
  }

  @AfterEach
  void close() {
    door.close();
    rig.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String authorization)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(door.uri().resolve(path))
            .header("Authorization", authorization)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return send(method, path, body, "Bearer " + Files.readString(door.tokenFile()));
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> answer = call("GET", path, "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private String basic() throws IOException {
    String login = "admin:" + Files.readString(door.redfishPasswordFile());
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keepsItsSecretsFromOthers() throws Exception {
    for (Path secret : new Path[] {door.tokenFile(), door.redfishPasswordFile(), door.bmcFile()}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    }
    assertThat(send("GET", "/nodes", "", "Bearer wrong").statusCode()).isEqualTo(401);
  }

  @Test
  void answersOnlyToItsOwnHostNames() throws Exception {
    URI uri = door.uri();
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String request =
          "GET /nodes HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nAuthorization: Bearer "
              + Files.readString(door.tokenFile())
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 421 ");
    }
  }

  @Test
  void listsMachinesAlsoWhileTheyAreOff() throws Exception {
    Rig.Machine web = rig.machine(500, "debian-12-nginx", "web-1", "10.1.0.5").on();
    grid.add(web.view(true));
    JsonNode machine = get("/machines").path("items").get(0);
    assertThat(machine.path("vmid").asInt()).isEqualTo(500);
    assertThat(machine.path("configuration").asText()).isEqualTo("shop");
    assertThat(machine.path("component").asText()).isEqualTo("web-1");
    assertThat(machine.path("addresses").toString()).isEqualTo("[\"10.1.0.5\"]");
    assertThat(machine.path("powered").asBoolean()).isTrue();
    assertThat(machine.path("linkUp").asBoolean()).isTrue();
    assertThat(machine.path("memoryMiB").asInt()).isEqualTo(1024);
    assertThat(machine.path("reachableAt").path("10.1.0.5").path("80").asText())
        .isEqualTo(web.at("10.1.0.5", 80));
    web.off();
    grid.add(web.view(false));
    machine = get("/machines").path("items").get(0);
    assertThat(machine.path("powered").asBoolean()).isFalse();
    assertThat(machine.path("addresses").toString()).isEqualTo("[\"10.1.0.5\"]");
  }

  @Test
  void cutsPowerAndCable() throws Exception {
    assertThat(call("POST", "/nodes/pve1/power", "{\"state\":\"OFF\"}").statusCode())
        .isEqualTo(200);
    assertThat(call("POST", "/nodes/pve2/network", "{\"state\":\"PARTITIONED\"}").statusCode())
        .isEqualTo(200);
    assertThat(get("/nodes").path("items").toString())
        .isEqualTo(
            """
            [{"name":"pve1","power":"OFF","network":"CONNECTED","quorate":true},\
            {"name":"pve2","power":"ON","network":"PARTITIONED","quorate":true}]""");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST   | /nodes/pve9/power | {"state":"OFF"}                     | 404
          POST   | /nodes/pve1/power | {"state":"MAYBE"}                   | 422
          POST   | /nodes/pve1/power | {"state"                            | 400
          POST   | /nodes/pve1/power | [1]                                 | 400
          POST   | /faults           | {"effect":"EXPLODE"}                | 422
          POST   | /faults           | {"effect":"REFUSE","times":0}       | 422
          POST   | /faults           | {"effect":"STATUS","status":7}      | 422
          POST   | /faults           | {"effect":"DELAY","delay":"2s"}     | 422
          POST   | /load             | {"component":"web-1"}               | 422
          POST   | /load             | {"configuration":"a","component":"b","cpu":2} | 422
          DELETE | /faults/fault-99  | {}                                  | 404
          GET    | /nothing          | {}                                  | 404
          """)
  void refusesWhatItCannotDo(String method, String path, String body, int status) throws Exception {
    assertThat(call(method, path, body).statusCode()).isEqualTo(status);
  }

  @Test
  void ordersListsAndRemovesFaults() throws Exception {
    HttpResponse<String> ordered =
        call(
            "POST",
            "/faults",
            """
            {"match":{"method":"POST","path":"/nodes/*/qemu/*/clone"},"times":1,
             "effect":"FAIL_TASK","delay":"PT2S","message":"no space left"}
            """);
    assertThat(ordered.statusCode()).isEqualTo(201);
    String id = JSON.readTree(ordered.body()).path("id").asText();
    grid.faults().meet("POST", "/nodes/pve1/qemu/100/clone", Map.of());
    JsonNode listed = get("/faults").path("items").get(0);
    assertThat(listed.path("met").asInt()).isEqualTo(1);
    assertThat(listed.path("effect").asText()).isEqualTo("FAIL_TASK");
    assertThat(call("DELETE", "/faults/" + id, "").statusCode()).isEqualTo(204);
    assertThat(get("/faults").path("items")).isEmpty();
  }

  @Test
  void meetsOnlyCallsWithTheParametersOfAFault() throws Exception {
    call(
        "POST",
        "/faults",
        """
        {"match":{"path":"/nodes/*/qemu/*/agent/exec","parameters":{"command":"*haproxy -c*"}},
         "effect":"REFUSE"}
        """);
    String path = "/nodes/pve1/qemu/100/agent/exec";

    assertThat(grid.faults().meet("POST", path, Map.of("command", "haproxy\0-c\0-f"))).isPresent();
    assertThat(grid.faults().meet("POST", path, Map.of("command", "haproxy\0-v"))).isEmpty();
    assertThat(grid.faults().meet("POST", path, Map.of())).isEmpty();
    assertThat(get("/faults").at("/items/0/match/parameters/command").asText())
        .isEqualTo("*haproxy -c*");
  }

  @Test
  void slowsANodesCable() throws Exception {
    call("POST", "/nodes/pve1/network", "{\"state\":\"CONNECTED\",\"delay\":\"PT0.02S\"}");
    assertThat(grid.delay("pve1")).isEqualTo(Duration.ofMillis(20));
    call("POST", "/nodes/pve1/network", "{\"state\":\"CONNECTED\"}");
    assertThat(grid.delay("pve1")).isEqualTo(Duration.ZERO);
  }

  @Test
  void tellsViolations() throws Exception {
    rig.machine(500, "debian-12-nginx", "web-1", "10.1.0.5").on();
    rig.machine(501, "debian-12-nginx", "web-1", "10.1.0.5").on();
    JsonNode violation = get("/violations").path("items").get(0);
    assertThat(violation.path("kind").asText()).isEqualTo("ADDRESS_ANSWERED_TWICE");
    assertThat(violation.path("machines").toString()).isEqualTo("[500,501]");
  }

  @Test
  void loadsComponents() throws Exception {
    rig.machine(500, "debian-12-nginx", "web-1", "10.1.0.5").on();
    assertThat(
            call(
                    "POST",
                    "/load",
                    """
                    {"configuration":"shop","component":"web-1","cpu":0.9,"memory":0.8,
                     "netInBytes":6000000000,"netOutBytes":4000000000}
                    """)
                .body())
        .isEqualTo("{\"machines\":1}");
    assertThat(rig.guests().counters(500).netIn()).isEqualTo(6_000_000_000L);
    assertThat(rig.guests().counters(500).cpu()).isEqualTo(0.9);
  }

  private static final String SYSTEM = "/nodes/pve1/redfish/v1/Systems/pve1";
  private static final String RESET = SYSTEM + "/Actions/ComputerSystem.Reset";

  private String powerState() throws Exception {
    return JSON.readTree(send("GET", SYSTEM, "", basic()).body()).path("PowerState").asText();
  }

  @Test
  void listsItsBmcs() throws Exception {
    assertThat(Files.readAllLines(door.bmcFile()))
        .containsExactly(
            "pve1 " + door.uri() + "/nodes/pve1 admin " + Files.readString(password()),
            "pve2 " + door.uri() + "/nodes/pve2 admin " + Files.readString(password()));
  }

  private Path password() {
    return door.redfishPasswordFile();
  }

  @Test
  void leadsFromTheServiceRootToTheSwitch() throws Exception {
    String next = "/nodes/pve1/redfish/v1/";
    for (String link :
        new String[] {
          "/Systems/@odata.id", "/Members/0/@odata.id", "/Actions/#ComputerSystem.Reset/target"
        }) {
      next = JSON.readTree(send("GET", next, "", basic()).body()).at(link).asText();
    }
    assertThat(next).isEqualTo(RESET);
  }

  @ParameterizedTest
  @CsvSource({
    "ON,  ForceOff,         OFF",
    "ON,  GracefulShutdown, OFF",
    "ON,  ForceRestart,     ON",
    "ON,  On,               ON",
    "OFF, On,               ON",
    "OFF, ForceOff,         OFF"
  })
  void switchesPowerAMomentAfterItsAnswer(NodePower before, String type, NodePower after)
      throws Exception {
    grid.setPower("pve1", before);
    String said = powerState();

    HttpResponse<String> answer =
        send("POST", RESET, "{\"ResetType\":\"%s\"}".formatted(type), basic());

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(powerState()).isEqualTo(said);
    assertThat(switching).hasSize(1);
    switching.remove().run();
    assertThat(grid.nodes().get(0).power()).isEqualTo(after);
    assertThat(powerState()).isEqualToIgnoringCase(after.name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POST | v1/Systems/pve1/Actions/ComputerSystem.Reset | {"ResetType":"Explode"} | 400
          POST | v1/Systems/pve1/Actions/ComputerSystem.Reset | {"ResetType"            | 400
          GET  | v1/Systems/pve1/Actions/ComputerSystem.Reset | {}                      | 405
          GET  | v1/Systems/pve2                              | {}                      | 404
          """)
  void refusesInTheWordsOfRedfish(String method, String path, String body, int status)
      throws Exception {
    HttpResponse<String> answer = send(method, "/nodes/pve1/redfish/" + path, body, basic());
    assertThat(answer.statusCode()).isEqualTo(status);
    JsonNode error = JSON.readTree(answer.body()).path("error");
    assertThat(error.path("code").asText()).startsWith("Base.1.0.");
    assertThat(error.at("/@Message.ExtendedInfo/0/Message").asText())
        .isEqualTo(error.path("message").asText())
        .isNotEmpty();
    assertThat(switching).isEmpty();
  }

  @Test
  void showsTheServiceRootToAnybodyButNothingElse() throws Exception {
    assertThat(send("GET", "/nodes/pve1/redfish/v1/", "", "Basic eDp5").statusCode())
        .isEqualTo(200);
    HttpResponse<String> refused =
        send("GET", "/nodes/pve1/redfish/v1/Systems/pve1", "", "Basic eDp5");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate"))
        .contains("Basic realm=\"redfish\"");
    assertThat(call("GET", "/nodes/pve1/redfish/v1/Systems/pve1", "").statusCode()).isEqualTo(401);
  }

  @Test
  void aPartitionedNodesBmcDoesNotAnswer() {
    grid.setNetwork("pve1", NodeNetwork.PARTITIONED);
    assertThatThrownBy(() -> send("GET", "/nodes/pve1/redfish/v1/Systems/pve1", "", basic()))
        .isInstanceOf(IOException.class);
  }
}
