package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The emulator as a program of its own. */
class MainTest {
  @TempDir Path data;

  /** The program in a process, and what it has said. */
  private static final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final List<String> said = new ArrayList<>();

    Program(String... arguments) throws IOException {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  Main.class.getName()));
      command.addAll(List.of(arguments));
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      output = process.inputReader(StandardCharsets.UTF_8);
    }

    Program awaitReady() throws IOException {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.add(line);
        if (line.equals("Emulated grid is ready")) {
          return this;
        }
      }
      throw new AssertionError("it did not start: " + said);
    }

    /** What stands behind a label, for the n-th time. */
    String said(String label, int n) {
      return said.stream()
          .filter(line -> line.strip().startsWith(label))
          .map(line -> line.strip().substring(label.length()).strip())
          .skip(n)
          .findFirst()
          .orElseThrow(() -> new AssertionError(label + " is not in " + said));
    }

    int ended() throws Exception {
      output.lines().forEach(said::add);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends; %s", said).isTrue();
      return process.exitValue();
    }

    /** SIGTERM, as a service manager sends it. */
    int terminated() throws Exception {
      process.toHandle().destroy();
      return ended();
    }

    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      output.close();
    }
  }

  private Program grid(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("--port", "0", "--nodes", "2", "--latency", "0", "--data", data.toString()));
    arguments.addAll(List.of(more));
    return new Program(arguments.toArray(String[]::new)).awaitReady();
  }

  private static PveClient engine(Program program) {
    return PveClient.at(
            URI.create(program.said("Proxmox VE API", 0)), Path.of(program.said("CA", 0)))
        .with(
            "Authorization",
            "PVEAPIToken=" + PveClient.read(Path.of(program.said("API token", 0))));
  }

  private static JsonNode machines(Program program) throws Exception {
    URI door = URI.create(program.said("Control door", 0) + "/machines");
    String token = PveClient.read(Path.of(program.said("its token", 0)));
    HttpRequest request =
        HttpRequest.newBuilder(door).header("Authorization", "Bearer " + token).build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(HttpURLConnection.HTTP_OK);
    return new ObjectMapper().readTree(answer.body()).get("items");
  }

  @Test
  void startsTellsWhereThingsAreStopsOnTermAndKeepsItsState() throws Exception {
    try (Program first = grid()) {
      PveClient pve = engine(first);
      assertThat(pve.run("/nodes/pve2/qemu/9102/clone", "newid", "500", "name", "kept"))
          .isEqualTo("OK");
      assertThat(pve.run("/nodes/pve2/qemu/500/status/start")).isEqualTo("OK");
      assertThat(Path.of(first.said("root@pam", 0))).exists();
      assertThat(first.said).noneMatch(line -> line.startsWith("WARNING"));

      assertThat(first.terminated()).isEqualTo(128 + 15);
    }
    try (Program second = grid()) {
      JsonNode machine = machines(second).get(0);

      assertThat(machine.get("name").asText()).isEqualTo("kept");
      assertThat(machine.get("node").asText()).isEqualTo("pve2");
      assertThat(machine.get("powered").asBoolean()).isTrue();
    }
  }

  @Test
  void listensWhereItIsToldAndThereOnly() throws Exception {
    try (Program program = grid("--bind", "127.0.0.2")) {
      PveClient pve = engine(program);
      assertThat(pve.run("/nodes/pve1/qemu/9101/clone", "newid", "500")).isEqualTo("OK");
      pve.put("/nodes/pve1/qemu/500/config", "ipconfig0", "ip=10.0.0.5/24");
      assertThat(pve.run("/nodes/pve1/qemu/500/status/start")).isEqualTo("OK");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> pve.post("/nodes/pve1/qemu/500/agent/ping").status() == 200);
      String guest = machines(program).get(0).get("reachableAt").get("10.0.0.5").get("80").asText();

      for (URI open :
          List.of(
              URI.create(program.said("Control door", 0)),
              URI.create(program.said("Proxmox VE API", 0)),
              URI.create("http://" + guest))) {
        assertThat(open.getHost()).isEqualTo("127.0.0.2");
        new Socket(open.getHost(), open.getPort()).close();
        assertThatThrownBy(() -> new Socket("127.0.0.1", open.getPort()).close())
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void saysInASentenceThatAPortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Program program =
            new Program("--port", "" + (taken.getLocalPort() - 1), "--data", data.toString())) {
      assertThat(program.ended()).isEqualTo(1);
      assertThat(program.said)
          .contains(
              "The emulator does not start: cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void helps() throws Exception {
    try (Program program = new Program("--help")) {
      assertThat(program.ended()).isZero();
      assertThat(program.said).anyMatch(line -> line.startsWith("usage: java -jar"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --port x          | --port must be a number, was 'x'
          --port 70000      | port must be between 0 and 65000, was 70000
          --nodes 0         | nodes must be between 1 and 90, was 0
          --latency -1      | latency must be 0 or more, was -1.0
          --bind nowhere    | bind must be an IPv4 address, was 'nowhere'
          --bind            | option --bind needs a value
          --color red       | there is no option --color
          """)
  void refusesWhatItDoesNotUnderstand(String arguments, String message) {
    assertThatThrownBy(() -> Main.parse(arguments.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void hasDefaults() {
    EmulatorConfiguration configuration = Main.parse();

    assertThat(configuration.port()).isEqualTo(18100);
    assertThat(configuration.nodes()).isEqualTo(6);
    assertThat(configuration.latency()).isEqualTo(1.0);
    assertThat(configuration.data()).isEqualTo(Path.of(".gridwright-emulator"));
    assertThat(configuration.bind().closed()).isTrue();
  }
}
