package io.gridwright.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.server.SimpleServerFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.gridwright.activities.fence.Fence;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.MachineSettings;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.store.grid.GridRanges;
import io.gridwright.worker.Queue;
import io.gridwright.worker.WorkerSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.text.StringSubstitutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerConfigurationTest {
  private static final Path EXAMPLE = Path.of("../deploy/worker.yml");

  @TempDir private Path folder;

  @Test
  void hasADefaultForEveryKey() throws Exception {
    var configuration = read("{}");
    assertThat(configuration.work().settings())
        .isEqualTo(WorkerSettings.DEFAULT)
        .returns(Set.of(Queue.values()), WorkerSettings::queues);
    assertThat(configuration.work().keeper()).isTrue();
    assertThat(configuration.machines().settings()).isEqualTo(MachineSettings.DEFAULT);
    assertThat(configuration.grid().ranges()).isEqualTo(GridRanges.DEFAULT);
    assertThat(configuration.database().store().url())
        .isEqualTo("jdbc:mysql://127.0.0.1:3306/gridwright");
    assertThat(configuration.temporal().settings().target()).isEqualTo("127.0.0.1:7233");
    assertThat(port(configuration).getBindHost()).isEqualTo("127.0.0.1");
    assertThat(fences(configuration)).containsExactly("cluster");
  }

  @Test
  void readsTheExampleWhichHoldsTheDefaults() throws Exception {
    var secret = Files.writeString(folder.resolve("password"), "geheim\n").toString();
    var example = example(Map.of("GRIDWRIGHT_DATABASE_PASSWORD_FILE", secret));
    var defaults = read("{}");
    assertThat(slotsAside(example.work().settings()))
        .isEqualTo(slotsAside(defaults.work().settings()));
    assertThat(example.work().settings().slots())
        .allSatisfy((queue, slots) -> assertThat(slots).isEqualTo(queue.slots()))
        .hasSize(Queue.values().length);
    assertThat(example.machines().settings()).isEqualTo(defaults.machines().settings());
    assertThat(example.grid().ranges()).isEqualTo(defaults.grid().ranges());
    assertThat(example.grid().settings()).isEqualTo(defaults.grid().settings());
    assertThat(example.temporal().settings()).isEqualTo(defaults.temporal().settings());
    assertThat(example.database().store().url()).isEqualTo(defaults.database().store().url());
    assertThat(port(example).getPort()).isEqualTo(port(defaults).getPort());
  }

  @Test
  void takesVariablesOfTheEnvironment() throws Exception {
    var secret = Files.writeString(folder.resolve("password"), "geheim\n").toString();
    var bmcs =
        Files.writeString(folder.resolve("bmcs"), "pve1 https://10.0.9.1 root geheim\n").toString();
    var token = Files.writeString(folder.resolve("token"), "engine@pve!main=1-2-3\n").toString();
    var configuration =
        example(
            Map.of(
                "GRIDWRIGHT_DATABASE_URL", "jdbc:mysql://mysql:3306/gw",
                "GRIDWRIGHT_DATABASE_USER", "gw",
                "GRIDWRIGHT_DATABASE_PASSWORD_FILE", secret,
                "TEMPORAL_ADDRESS", "temporal:7233",
                "TEMPORAL_NAMESPACE", "hosting",
                "PROXMOX_URL", "https://pve1:8006, https://pve2:8006",
                "PROXMOX_TOKEN_FILE", token,
                "PROXMOX_FINGERPRINTS", "AB:".repeat(31) + "AB",
                "GRIDWRIGHT_BMC_FILE", bmcs,
                "GRIDWRIGHT_QUEUES", "SOLVER"));
    assertThat(configuration.database().store().url()).isEqualTo("jdbc:mysql://mysql:3306/gw");
    assertThat(configuration.database().store().user()).isEqualTo("gw");
    assertThat(configuration.database().store().password()).isEqualTo("geheim");
    assertThat(configuration.temporal().settings().target()).isEqualTo("temporal:7233");
    assertThat(configuration.temporal().settings().namespace()).isEqualTo("hosting");
    assertThat(configuration.work().settings().queues()).containsExactly(Queue.SOLVER);
    try (var client = configuration.proxmox().client()) {
      assertThat(client.entryNodes()).hasSize(2);
    }
    assertThat(fences(configuration)).containsExactly("redfish", "cluster");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          databse: {}                                   | Unrecognized field at: databse
          fencing: {bmcs: a}                            | Unrecognized field at: fencing.bmcs
          fencing: {fingerprints: null}                 | fencing.fingerprints must not be null
          proxmox: {tokenfile: a}                       | Unrecognized field at: proxmox.tokenfile
          database: {url: "postgresql://h/d"}           | database.url must begin with jdbc:mysql://
          database: {maximumConnections: 0}             | database.maximumConnections must be greater than or equal to 1
          work: {queues: []}                            | work.queues must not be empty
          work: {queues: [SOLVERS]}                     | Incorrect type of value at: work.queues
          work: {slots: {SOLVER: 0}}                    | must be greater than or equal to 1
          work: {grace: 20s}                            | work.grace must be less than or equal to 10 SECONDS
          machines: {cpuUnits: 10001}                   | machines.cpuUnits must be less than or equal to 10000
          grid: {nodeBandwidthMbps: 0}                  | grid.nodeBandwidthMbps must be greater than or equal to 1
          grid: {recoverAfter: 0s}                      | grid.recoverAfter must be greater than or equal to 1 SECONDS
          grid: {recoverAfter: soon}                    | Failed to parse configuration at: grid.recoverAfter
          grid: {recoverAfter: null}                    | grid.recoverAfter must not be null
          """)
  void refusesAndNames(String yaml, String words) {
    assertThatThrownBy(() -> read(yaml)).hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          grid: {lowestVmid: 50}                        | grid: VMIDs 50..99999 must lie in 100..999999999
          grid: {privateRange: 10.0.0.0/25}             | grid: private range 10.0.0.0/25 holds no /24
          grid: {publicRange: everywhere}               | grid: 'everywhere' is no CIDR
          temporal: {certificate: client.pem}           | temporal.certificate and temporal.key go together
          fencing: {bmcFile: /nowhere/bmcs}             | fencing: the list of BMCs /nowhere/bmcs cannot be read
          fencing: {authority: /nowhere/ca}             | fencing.authority names /nowhere/ca, which cannot be read
          fencing: {fingerprints: abc}                  | fencing: 'abc' is not a SHA-256 fingerprint
          proxmox: {tokenFile: /nowhere/token}          | the secret file /nowhere/token cannot be read
          """)
  void refusesWhatCannotBeUsedAndSaysWhy(String yaml, String words) {
    assertThatThrownBy(() -> use(read(yaml))).hasMessageContaining(words);
  }

  @Test
  void acceptsBothFormsOfFingerprints() {
    var print = "AB:".repeat(31) + "AB";
    assertThatCode(() -> read("proxmox: {fingerprints: ['%s']}".formatted(print)))
        .doesNotThrowAnyException();
    assertThatCode(() -> read("proxmox: {fingerprints: '%s,%s'}".formatted(print, print)))
        .doesNotThrowAnyException();
  }

  @Test
  void waitsForANodeAsLongAsItIsTold() throws Exception {
    var secret = Files.writeString(folder.resolve("password"), "geheim\n").toString();
    var configuration =
        example(
            Map.of("GRIDWRIGHT_DATABASE_PASSWORD_FILE", secret, "GRIDWRIGHT_RECOVER_AFTER", "2m"));
    assertThat(configuration.grid().settings().recoverAfter()).isEqualTo(Duration.ofMinutes(2));
  }

  private static void use(WorkerConfiguration configuration) {
    configuration.grid().ranges();
    configuration.temporal().settings();
    fences(configuration);
    configuration.proxmox().client().close();
  }

  private static List<String> fences(WorkerConfiguration configuration) {
    try (var client =
            ProxmoxClient.builder()
                .entry("https://127.0.0.1:8006")
                .credentials(Credentials.ApiToken.parse("engine@pve!main=1-2-3"))
                .build();
        var hypervisor = new Hypervisor(client, InstantSource.system())) {
      return configuration.fencing().fences(hypervisor, InstantSource.system()).stream()
          .map(Fence::name)
          .toList();
    }
  }

  private static WorkerSettings slotsAside(WorkerSettings settings) {
    return new WorkerSettings(
        settings.queues(),
        Map.of(),
        settings.workflowCache(),
        settings.inProcessServer(),
        settings.grace());
  }

  private static HttpConnectorFactory port(WorkerConfiguration configuration) {
    return (HttpConnectorFactory)
        ((SimpleServerFactory) configuration.getServerFactory()).getConnector();
  }

  private static WorkerConfiguration example(Map<String, String> environment) throws Exception {
    return factory()
        .build(
            new SubstitutingSourceProvider(
                new FileConfigurationSourceProvider(), new StringSubstitutor(environment)),
            EXAMPLE.toString());
  }

  private static WorkerConfiguration read(String yaml) throws Exception {
    ConfigurationSourceProvider given =
        ignored -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    return factory().build(given, "worker.yml");
  }

  private static YamlConfigurationFactory<WorkerConfiguration> factory() {
    return new YamlConfigurationFactory<>(
        WorkerConfiguration.class,
        Validators.newValidator(),
        Jackson.newObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
        "dw");
  }
}
