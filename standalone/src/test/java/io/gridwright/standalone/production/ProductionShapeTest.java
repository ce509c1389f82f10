package io.gridwright.standalone.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * What can be said of {@code docker-compose.yml}, {@code Dockerfile} and {@code deploy/} without a
 * Docker engine: that they fit each other, the programs and what the build leaves.
 */
class ProductionShapeTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");
  private static final List<String> PROGRAMS = List.of("api", "worker-1", "worker-2");

  @TempDir private Path folder;

  @Test
  void composeHasEveryPartAndAsksOursForTheirHealth() throws IOException {
    assertThat(services())
        .containsOnlyKeys(
            "mysql",
            "temporal-database",
            "temporal",
            "temporal-ui",
            "temporal-ui-door",
            "api",
            "worker-1",
            "worker-2",
            "emulator");
    assertThat(service("mysql")).containsEntry("image", "mysql:8.4");
    assertThat(service("emulator")).containsEntry("profiles", List.of("emulator"));
    assertThat(PROGRAMS).allSatisfy(name -> assertThat(service(name)).containsKey("healthcheck"));
    assertThat(service("emulator")).containsKey("healthcheck");
  }

  @Test
  void composePublishesLoopbackPortsOnlyAndHidesTheUiBehindItsDoor() throws IOException {
    for (var name : services().keySet()) {
      assertThat(strings(service(name).get("ports")))
          .as(name)
          .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }
    assertThat(strings(service("temporal-ui").get("ports"))).isEmpty();
    assertThat(strings(service("temporal-ui").get("networks"))).containsExactly("internal");
    assertThat(map(map(compose().get("networks")).get("internal"))).containsEntry("internal", true);
  }

  @Test
  void whatComposeMountsExistsOrIsMadeByTheScript() throws Exception {
    run(List.of("sh", file("deploy/make-secrets").toString(), folder.toString()));
    for (var name : services().keySet()) {
      for (var volume : strings(service(name).get("volumes"))) {
        var source = volume.split(":")[0];
        if (source.startsWith("./")) {
          assertThat(file(source)).as(name).isRegularFile();
        } else {
          assertThat(map(compose().get("volumes"))).as(name).containsKey(source);
        }
      }
      assertThat(map(compose().get("secrets")).keySet())
          .as(name)
          .containsAll(strings(service(name).get("secrets")));
    }
    for (var secret : map(compose().get("secrets")).values()) {
      var made = folder.resolve(map(secret).get("file").toString());
      assertThat(made).isRegularFile();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
          .isEqualTo("rw-------");
    }
    assertThat(folder.resolve("secrets/operator-password")).isNotEmptyFile();
  }

  @Test
  void aSecretThatExistsIsLeftAsItIs() throws Exception {
    var script = List.of("sh", file("deploy/make-secrets").toString(), folder.toString());
    run(script);
    var before = Files.readString(folder.resolve("secrets/database-password"));
    var variables = Files.readString(folder.resolve(".env"));
    run(script);
    assertThat(folder.resolve("secrets/database-password")).hasContent(before);
    assertThat(folder.resolve(".env")).hasContent(variables);
  }

  @Test
  void everyVariableIsDocumented() throws IOException {
    var manual = Files.readString(file("deploy/README.md"));
    var variables = new TreeSet<String>();
    for (var name : List.of("docker-compose.yml", "deploy/api.yml", "deploy/worker.yml")) {
      variables.addAll(variablesOf(name));
    }
    assertThat(variables).isNotEmpty().allSatisfy(name -> assertThat(manual).contains(name));
  }

  @Test
  void whatComposeSetsIsReadByTheProgram() throws IOException {
    for (var name : PROGRAMS) {
      assertThat(map(service(name).get("environment")).keySet())
          .as(name)
          .isSubsetOf(variablesOf("deploy/" + name.replaceAll("-.*", "") + ".yml"));
    }
  }

  @Test
  void theImageHasThreeProgramsWhoseLibrariesLieBesideThem() throws IOException {
    Image.requirePackaged();
    var image = Image.assembledIn(folder);
    for (var program : List.of("api", "worker", "emulator")) {
      try (var jar = new JarFile(image.home().resolve("gridwright-" + program + ".jar").toFile())) {
        var manifest = jar.getManifest().getMainAttributes();
        assertThat(manifest.getValue("Main-Class")).startsWith("io.gridwright." + program + ".");
        assertThat(Optional.ofNullable(manifest.getValue("Class-Path")).orElse("").split(" "))
            .allSatisfy(library -> assertThat(image.home().resolve(library)).exists());
      }
    }
    assertThat(image.entrypoint()).isExecutable();
    assertThat(image.home().resolve("LICENSE")).exists();
    assertThat(image.home().resolve("NOTICE")).exists();
  }

  @Test
  void composeGivesTheEmulatorOptionsThatItHas() throws Exception {
    Image.requirePackaged();
    var help = folder.resolve("help");
    var image = Image.assembledIn(folder.resolve("image"));
    try (var emulator =
        Program.start(image, List.of("emulator", "--help"), "", Map.of(), help, null)) {
      assertThat(emulator.endWithin(Duration.ofMinutes(1))).isZero();
      var command = strings(service("emulator").get("command"));
      assertThat(command.get(0)).isEqualTo("emulator");
      assertThat(command.stream().filter(word -> word.startsWith("--")))
          .isNotEmpty()
          .allSatisfy(option -> assertThat(emulator.log()).contains(option));
    }
  }

  @Test
  void theWorkersFindTheEmulatorUnderNamesOfItsCertificates() throws IOException {
    var environment = map(service("worker-1").get("environment"));
    var network = map(map(service("emulator").get("networks")).get("internal"));
    var urls = environment.get("PROXMOX_URL").toString();
    var hosts = Pattern.compile("https://(\\w+):181\\d\\d").matcher(urls).results();
    assertThat(hosts.map(host -> host.group(1)))
        .isNotEmpty()
        .isSubsetOf(strings(network.get("aliases")))
        .allSatisfy(host -> assertThat(host).matches("pve[1-6]"));
    var folder = strings(service("emulator").get("volumes")).get(0).split(":")[1];
    assertThat(List.of("PROXMOX_TOKEN_FILE", "PROXMOX_CA", "GRIDWRIGHT_BMC_FILE"))
        .allSatisfy(name -> assertThat(environment.get(name).toString()).contains(folder + "/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "worker", "emulator"})
  void theEntrypointRunsTheProgramThatTheFirstWordNames(String program) throws Exception {
    var output = entrypoint(0, program, "server", "a file.yml");
    assertThat(output)
        .contains("-jar " + folder.resolve("gridwright-" + program + ".jar"))
        .contains("[server] [a file.yml]");
  }

  @Test
  void theEntrypointRefusesWhatItDoesNotKnow() throws Exception {
    assertThat(entrypoint(2, "shell")).contains("usage:");
    assertThat(entrypoint(2)).contains("usage:");
  }

  /** Runs it with a {@code java} that tells its arguments. */
  private String entrypoint(int status, String... arguments) throws Exception {
    var java = Files.writeString(folder.resolve("java"), SPEAKING_JAVA);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    var script =
        Files.copy(
            file("deploy/entrypoint"),
            folder.resolve("entrypoint"),
            StandardCopyOption.REPLACE_EXISTING);
    var command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (old, ours) -> ours + ":" + old);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isEqualTo(status);
    return output;
  }

  private static final String SPEAKING_JAVA =
      """
      #!/bin/sh
      while [ "$1" != -jar ]; do shift; done
      printf '%s ' "$1" "$2"
      shift 2
      printf '[%s] ' "$@"
      """;

  private static void run(List<String> command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static Path file(String name) {
    return Image.REPOSITORY.resolve(name).normalize();
  }

  private static Set<String> variablesOf(String name) throws IOException {
    var variables = new TreeSet<String>();
    VARIABLE
        .matcher(Files.readString(file(name)))
        .results()
        .forEach(match -> variables.add(match.group(1)));
    return variables;
  }

  private static Map<String, Object> compose() throws IOException {
    return new Yaml().load(Files.readString(file("docker-compose.yml")));
  }

  private static Map<String, Object> services() throws IOException {
    return map(compose().get("services"));
  }

  private static Map<String, Object> service(String name) throws IOException {
    return map(services().get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  /** A list, or the keys of a map, as Compose has both. */
  private static List<String> strings(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.keySet().stream().map(Object::toString).toList();
    }
    return value == null
        ? List.of()
        : Arrays.stream(((List<?>) value).toArray()).map(Object::toString).toList();
  }
}
