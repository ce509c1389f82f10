package io.gridwright.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.configuration.FileConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.configuration.YamlConfigurationFactory;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.text.StringSubstitutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiConfigurationTest {
  private static final Path EXAMPLE = Path.of("../deploy/api.yml");

  @TempDir private Path folder;

  @Test
  void hasADefaultForEveryKey() throws Exception {
    ApiConfiguration configuration = read("{}");
    assertThat(configuration.database().store().url())
        .isEqualTo("jdbc:mysql://127.0.0.1:3306/gridwright");
    assertThat(configuration.temporal().settings().target()).isEqualTo("127.0.0.1:7233");
    assertThat(configuration.temporal().workflows()).isEmpty();
    assertThat(configuration.operator().login()).isEqualTo("operator");
    assertThat(configuration.operator().passwordFile()).isEmpty();
    assertThat(ports(configuration)).containsExactly("127.0.0.1:8080", "127.0.0.1:8081");
  }

  @Test
  void readsTheExampleWhichHoldsTheDefaults() throws Exception {
    String secret = Files.writeString(folder.resolve("password"), "geheim\n").toString();
    ApiConfiguration example = example(Map.of("GRIDWRIGHT_DATABASE_PASSWORD_FILE", secret));
    ApiConfiguration defaults = read("{}");
    assertThat(example.database().store().url()).isEqualTo(defaults.database().store().url());
    assertThat(example.temporal().settings()).isEqualTo(defaults.temporal().settings());
    assertThat(example.temporal().workflows()).isEmpty();
    assertThat(example.sessions().lifetime()).isEqualTo(defaults.sessions().lifetime());
    assertThat(example.streams().limits()).isEqualTo(defaults.streams().limits());
    assertThat(example.operator().login()).isEqualTo(defaults.operator().login());
    assertThat(ports(example)).isEqualTo(ports(defaults));
  }

  @Test
  void takesVariablesOfTheEnvironment() throws Exception {
    String secret = Files.writeString(folder.resolve("password"), "geheim\n").toString();
    ApiConfiguration configuration =
        example(
            Map.of(
                "GRIDWRIGHT_DATABASE_URL", "jdbc:mysql://mysql:3306/gw",
                "GRIDWRIGHT_DATABASE_PASSWORD_FILE", secret,
                "GRIDWRIGHT_OPERATOR_PASSWORD_FILE", "/run/secrets/operator-password",
                "GRIDWRIGHT_BIND_HOST", "0.0.0.0",
                "TEMPORAL_ADDRESS", "temporal:7233",
                "TEMPORAL_UI_URL", "http://ui.example.com"));
    assertThat(configuration.database().store().url()).isEqualTo("jdbc:mysql://mysql:3306/gw");
    assertThat(configuration.database().store().password()).isEqualTo("geheim");
    assertThat(configuration.temporal().settings().target()).isEqualTo("temporal:7233");
    assertThat(configuration.temporal().workflows())
        .contains("http://ui.example.com/namespaces/default/workflows");
    assertThat(configuration.operator().passwordFile())
        .contains(Path.of("/run/secrets/operator-password"));
    assertThat(ports(configuration)).containsExactly("0.0.0.0:8080", "127.0.0.1:8081");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          databse: {}                          | Unrecognized field at: databse
          operator: {password: secret}         | Unrecognized field at: operator.password
          database: {url: "postgresql://h/d"}  | database.url must begin with jdbc:mysql://
          operator: {login: ""}                | operator.login must not be empty
          streams: {total: 501}                | streams.total must be less than or equal to 500
          """)
  void refusesAndNames(String yaml, String words) {
    assertThatThrownBy(() -> read(yaml)).hasMessageContaining(words);
  }

  private static List<String> ports(ApiConfiguration configuration) {
    DefaultServerFactory server = (DefaultServerFactory) configuration.getServerFactory();
    return List.of(
        place((HttpConnectorFactory) server.getApplicationConnectors().get(0)),
        place((HttpConnectorFactory) server.getAdminConnectors().get(0)));
  }

  private static String place(HttpConnectorFactory connector) {
    return connector.getBindHost() + ":" + connector.getPort();
  }

  private static ApiConfiguration example(Map<String, String> environment) throws Exception {
    return factory()
        .build(
            new SubstitutingSourceProvider(
                new FileConfigurationSourceProvider(), new StringSubstitutor(environment)),
            EXAMPLE.toString());
  }

  private static ApiConfiguration read(String yaml) throws Exception {
    ConfigurationSourceProvider given =
        ignored -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
    return factory().build(given, "api.yml");
  }

  private static YamlConfigurationFactory<ApiConfiguration> factory() {
    return new YamlConfigurationFactory<>(
        ApiConfiguration.class,
        Validators.newValidator(),
        Jackson.newObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
        "dw");
  }
}
