package io.gridwright.domain.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.domain.configuration.ExpectedBehaviour.Traffic;
import io.gridwright.domain.configuration.ValidationResult.Faulty;
import io.gridwright.domain.configuration.ValidationResult.Valid;
import io.gridwright.domain.grid.ImageId;
import io.gridwright.domain.operation.FieldError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigurationValidationTest {

  @Test
  void readsTheSample() {
    ConfigurationDocument shop = Drafts.document(Drafts.sample());

    assertThat(shop.name()).isEqualTo("shop");
    assertThat(shop.components())
        .extracting(Component::name)
        .containsExactly("lb", "web-1", "web-2", "db");
    assertThat(shop.risk().hacking()).isEqualTo(RiskLevel.MEDIUM);
    assertThat(shop.links()).hasSize(2).contains(new Link("web-1", "db", 3306));
    assertThat(shop.replaceOnFailure()).isTrue();
    Component web = shop.component("web-1").orElseThrow();
    assertThat(web.image()).isEqualTo(new ImageId("debian-12-nginx"));
    assertThat(web.bandwidthMbps()).isEqualTo(100);
    assertThat(web.expected().traffic()).isEqualTo(Traffic.HEAVY);
    assertThat(web.stateless()).isTrue();
    assertThat(shop.component("db").orElseThrow().stateless()).isFalse();
    LoadBalancing balancing = shop.components().get(0).loadBalancing().orElseThrow();
    assertThat(balancing.persistence()).isEqualTo(LoadBalancing.Persistence.COOKIE);
    assertThat(balancing.healthCheck()).isEqualTo(HealthCheck.DEFAULT);
    assertThat(balancing.virtualIps().get(0).address()).isEmpty();
  }

  @Test
  void fillsInDefaultsForWhatIsNotSaid() {
    ConfigurationDocument small =
        Drafts.document(
            Drafts.tree(
                """
                { "name": "blog", "components": [
                  { "name": "web", "kind": "WEB", "image": "debian-12-nginx", "memoryMiB": 256 } ] }
                """));

    Component web = small.components().get(0);
    assertThat(web.vcpus()).isEqualTo(1);
    assertThat(web.diskGib()).isEqualTo(8);
    assertThat(web.bandwidthMbps()).isZero();
    assertThat(web.spreadOver()).isEqualTo(1);
    assertThat(web.expected()).isEqualTo(ExpectedBehaviour.UNSTATED);
    assertThat(small.risk()).isEqualTo(RiskProfile.LOW);
    assertThat(small.dedicated()).isEqualTo(Dedication.NONE);
    assertThat(small.metering()).isEqualTo(Metering.HOURLY);
    assertThat(small.maximumLatencyMs()).isEmpty();
    assertThat(small.replaceOnFailure()).isTrue();
  }

  @Test
  void readsEveryFurtherField() {
    JsonNode sample = Drafts.sample();
    String[][] fields = {
      {"/purpose", "[\"BLOG\",\"FINANCIAL\"]"},
      {"/placement", "{\"dedicated\":\"ACCOUNT\"}"},
      {"/maximumLatencyMs", "5"},
      {"/firewall", "[{\"component\":\"web-1\",\"port\":443,\"from\":\"0.0.0.0/0\"}]"},
      {"/metering", "{\"every\":\"PT1H\",\"offset\":\"PT20M\"}"},
      {"/monitoring", "{\"show\":[\"memory\"]}"},
      {"/tiers", "{\"WEB\":{\"memoryMiB\":40960}}"},
      {"/components/1/description", "\"front\""},
      {"/components/1/hostName", "\"www.example.com\""},
      {"/components/1/software", "[\"antivirus\"]"},
      {"/components/1/stateless", "false"},
      {"/components/1/userData", "\"#cloud-config\\n\""},
      {"/components/1/spreadOver", "2"},
      {"/components/1/backups", "{\"every\":\"P1D\",\"keep\":7}"},
      {"/components/1/addresses", "[{\"visibility\":\"PUBLIC\",\"address\":\"auto\"}]"},
      {"/components/1/expected/packetsPerSecond", "1000"},
      {"/components/1/expected/packetBytes", "800"},
      {"/components/2/source", "{\"component\":\"web-1\"}"},
      {"/components/3/engine", "{\"name\":\"mysql\",\"version\":\"8.4\"}"},
      {
        "/components/0/loadBalancer/healthCheck",
        "{\"path\":\"/up\",\"interval\":\"PT2S\",\"failures\":2}"
      },
      {"/components/0/loadBalancer/virtualIps/0/domains", "[\"shop.example.com\"]"}
    };
    for (String[] field : fields) {
      Drafts.set(sample, field[0], field[1]);
    }

    ConfigurationDocument shop = Drafts.document(sample);

    assertThat(shop.metering().offset()).isEqualTo(Duration.ofMinutes(20));
    assertThat(shop.tiers()).containsEntry(ComponentKind.WEB, new TierSize(40_960));
    assertThat(shop.dedicated()).isEqualTo(Dedication.ACCOUNT);
    assertThat(shop.firewall()).containsExactly(new FirewallEntry("web-1", 443, "0.0.0.0/0"));
    assertThat(shop.components().get(0).loadBalancing().orElseThrow().healthCheck())
        .isEqualTo(new HealthCheck("/up", Duration.ofSeconds(2), 2));
    assertThat(shop.components().get(1).backups())
        .contains(new BackupSchedule(Duration.ofDays(1), 7));
    assertThat(shop.components().get(2).source())
        .contains(new DiskSource(Optional.empty(), Optional.of("web-1")));
    assertThat(shop.components().get(3).engine()).contains(new Engine("mysql", "8.4"));
  }

  /** Each row sets one field of the sample to a value on the good side of a boundary. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /name                                    | "a"
          /name                                    | "0-a"
          /name                                    | "a23456789012345678901234567890123456789012345678901234567890123"
          /components/1/memoryMiB                  | 128
          /components/1/memoryMiB                  | 1048576
          /components/1/vcpus                      | 128
          /components/1/diskGiB                    | 8
          /components/1/bandwidthMbps              | 1
          /components/1/spreadOver                 | 16
          /components/0/spreadOver                 | 1
          /components/0/loadBalancer/virtualIps/0/port         | 65535
          /components/0/loadBalancer/virtualIps/0/address      | "203.0.113.7"
          /components/0/loadBalancer/virtualIps/0/pool/0/port  | 1
          /components/0/loadBalancer/healthCheck   | {"failures":20}
          /links/0/port                            | 65535
          /links                                   | []
          /maximumLatencyMs                        | 60000
          /firewall                                | [{"component":"db","port":22,"from":"192.0.2.0/24"}]
          /firewall                                | [{"component":"db","port":22,"from":"192.0.2.9/32"}]
          /metering                                | {"every":"PT15M","offset":"PT14M59S"}
          /metering                                | {"every":"P1D"}
          """)
  void acceptsTheGoodSideOfABoundary(String pointer, String value) {
    assertThat(Drafts.validated(Drafts.sampleWith(pointer, value))).isInstanceOf(Valid.class);
  }

  /** Each row sets one field of the sample; the fault is told at a field, in words. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      emptyValue = "",
      textBlock =
          """
          /name                        | ``           | /name                        | no name
          /name                        | ""           | /name                        | cannot be a name in DNS
          /name                        | "Shop"       | /name                        | lower-case
          /name                        | "-shop"      | /name                        | letter or digit first
          /name                        | "a234567890123456789012345678901234567890123456789012345678901234" | /name | 1 to 63
          /components                  | []           | /components                  | at least one
          /components/1/name           | ``           | /components/1/name           | no name
          /components/3/name           | "web_1"      | /components/3/name           | cannot be a name in DNS
          /components/3/kind           | ``           | /components/3/kind           | kind is missing
          /components/3/kind           | "DB"         | /components/3/kind           | choose one of LOAD_BALANCER, WEB, APP, DATABASE
          /components/3/kind           | "web"        | /components/3/kind           | "web" is not known
          /components/3/image          | ``           | /components/3/image          | image is missing
          /components/3/image          | "debian"     | /components/3/image          | no image "debian"
          /components/3/image          | "haproxy"    | /components/3/image          | not for DATABASE
          /components/3/id             | "c-1"        | /components/3/id             | leave it out
          /components/1/memoryMiB      | ``           | /components/1/memoryMiB      | memory is missing
          /components/1/memoryMiB      | 127          | /components/1/memoryMiB      | 128 to 1048576
          /components/1/memoryMiB      | 1048577      | /components/1/memoryMiB      | out of range
          /components/1/memoryMiB      | -1           | /components/1/memoryMiB      | out of range
          /components/1/vcpus          | 0            | /components/1/vcpus          | 1 to 128
          /components/1/vcpus          | 129          | /components/1/vcpus          | 1 to 128
          /components/1/diskGiB        | 7            | /components/1/diskGiB        | 8 to 65536
          /components/1/bandwidthMbps  | 0            | /components/1/bandwidthMbps  | 1 to 100000
          /components/1/spreadOver     | 0            | /components/1/spreadOver     | 1 to 16
          /components/1/spreadOver     | 17           | /components/1/spreadOver     | 1 to 16
          /components/0/spreadOver     | 2            | /components/0/spreadOver     | one machine
          /components/3/spreadOver     | 2            | /components/3/spreadOver     | one machine
          /components/1/memoryPercent  | 10           | /components/1/memoryPercent  | memoryMiB is given too
          /components/1/memoryPercentOf | "PLAN"      | /components/1/memoryPercentOf | no memoryPercent
          /components/1/hostName       | "a..b"       | /components/1/hostName       | no host name
          /components/1/sshKeys        | ["ssh-rsa"]  | /components/1/sshKeys/0      | no SSH public key
          /components/1/software       | ["Anti Virus"] | /components/1/software/0   | cannot be a name
          /components/1/engine         | {"name":"mysql","version":"8.4"} | /components/1/engine | only a DATABASE
          /components/3/engine         | {"name":"oracle","version":"10g"} | /components/3/engine | mysql 8.4
          /components/1/source         | {}           | /components/1/source         | either backup or component
          /components/1/source         | {"backup":"b-1"} | /components/1/source/backup | no backup
          /components/1/source         | {"component":"web-9"} | /components/1/source/component | no component "web-9"
          /components/1/source         | {"component":"web-1"} | /components/1/source/component | from itself
          /components/1/backups        | {"every":"PT1M"} | /components/1/backups/every | PT1H
          /components/1/backups        | {"keep":0}   | /components/1/backups/keep   | 1 to 100
          /components/1/addresses      | [{"visibility":"PUBLIC","address":"300.0.0.1"}] | /components/1/addresses/0/address | no IPv4 address
          /components/3/addresses      | [{"visibility":"PUBLIC"}] | /components/3/addresses/0/visibility | only a WEB
          /components/1/addresses      | [{}]         | /components/1/addresses/0/visibility | choose PUBLIC or PRIVATE
          /components/1/expected/traffic | "WILD"     | /components/1/expected/traffic | LIGHT, NORMAL, HEAVY
          /components/1/expected/packetBytes | 800    | /components/1/expected/packetsPerSecond | add the packets' rate
          /components/1/expected/packetsPerSecond | 9 | /components/1/expected/packetBytes | add the packets' size
          /components/1/loadBalancer   | {"virtualIps":[{"port":80,"pool":[{"component":"web-1","port":80}]}]} | /components/1/loadBalancer | only a LOAD_BALANCER
          /components/0/loadBalancer   | ``           | /components/0/loadBalancer   | needs its rules
          /components/0/loadBalancer/virtualIps | []  | /components/0/loadBalancer/virtualIps | at least one
          /components/0/loadBalancer/method | "RANDOM" | /components/0/loadBalancer/method | ROUND_ROBIN, LEAST_CONNECTIONS
          /components/0/loadBalancer/persistence | "IP" | /components/0/loadBalancer/persistence | STICKY_SESSION
          /components/0/loadBalancer/healthCheck | {"path":"up"} | /components/0/loadBalancer/healthCheck/path | begins with /
          /components/0/loadBalancer/healthCheck | {"interval":"1s"} | /components/0/loadBalancer/healthCheck/interval | PT1S
          /components/0/loadBalancer/healthCheck | {"failures":21} | /components/0/loadBalancer/healthCheck/failures | 1 to 20
          /components/0/loadBalancer/virtualIps/0/address | "web-1" | /components/0/loadBalancer/virtualIps/0/address | write auto
          /components/0/loadBalancer/virtualIps/0/port | `` | /components/0/loadBalancer/virtualIps/0/port | port is missing
          /components/0/loadBalancer/virtualIps/0/port | 0 | /components/0/loadBalancer/virtualIps/0/port | 1 to 65535
          /components/0/loadBalancer/virtualIps/0/port | 65536 | /components/0/loadBalancer/virtualIps/0/port | 1 to 65535
          /components/0/loadBalancer/virtualIps/0/domains | ["*"] | /components/0/loadBalancer/virtualIps/0/domains/0 | no host name
          /components/0/loadBalancer/virtualIps/0/tls | {"certificate":"x"} | /components/0/loadBalancer/virtualIps/0/tls/certificate | no certificate
          /components/0/loadBalancer/virtualIps/0/pool | [] | /components/0/loadBalancer/virtualIps/0/pool | pool is empty
          /components/0/loadBalancer/virtualIps/0/pool/0/component | "web-9" | /components/0/loadBalancer/virtualIps/0/pool/0/component | no component "web-9"
          /components/0/loadBalancer/virtualIps/0/pool/0/component | "db" | /components/0/loadBalancer/virtualIps/0/pool/0/component | only WEB and APP
          /components/0/loadBalancer/virtualIps/0/pool/0/component | "lb" | /components/0/loadBalancer/virtualIps/0/pool/0/component | only WEB and APP
          /components/0/loadBalancer/virtualIps/0/pool/0/port | 65536 | /components/0/loadBalancer/virtualIps/0/pool/0/port | 1 to 65535
          /links/0/to                  | "mail"       | /links/0/to                  | no component "mail"
          /links/0/from                | ``           | /links/0/from                | name of a component is missing
          /links/0/to                  | "web-1"      | /links/0/to                  | no link to itself
          /links/0/port                | 0            | /links/0/port                | 1 to 65535
          /links/1/from                | "web-1"      | /links/1                     | listed already
          /firewall                    | [{"component":"db","port":22,"from":"192.0.2.9"}]    | /firewall/0/from | 192.0.2.9/32
          /firewall                    | [{"component":"db","port":22,"from":"192.0.2.9/24"}] | /firewall/0/from | 192.0.2.0/24
          /firewall                    | [{"component":"db","port":22,"from":"192.0.2.0/33"}] | /firewall/0/from | no IPv4 network
          /firewall                    | [{"component":"db","port":22,"from":"everyone"}]     | /firewall/0/from | no IPv4 network
          /firewall                    | [{"component":"db","port":22}]                       | /firewall/0/from | network is missing
          /risk/spam                   | "AWFUL"      | /risk/spam                   | LOW, MEDIUM, HIGH
          /purpose                     | ["SPAM"]     | /purpose/0                   | BLOG, SENSITIVE_DATA, FINANCIAL
          /placement                   | {"dedicated":"YES"} | /placement/dedicated  | NONE, ACCOUNT, CONFIGURATION
          /maximumLatencyMs            | 0            | /maximumLatencyMs            | 1 to 60000
          /metering                    | {"every":"PT14M59S"} | /metering/every      | out of range
          /metering                    | {"every":"hourly"} | /metering/every        | ISO 8601
          /metering                    | {"every":"PT15M","offset":"PT15M"} | /metering/offset | make it shorter
          /monitoring                  | {"show":["heat"]} | /monitoring/show/0      | cpu, memory, netIn
          /tiers                       | {"WEB/X~":{"memoryMiB":1024}} | /tiers/WEB~1X~0 | not known
          /tiers                       | {"WEB":{}}   | /tiers/WEB/memoryMiB         | give it in MiB
          """)
  void tellsTheFaultAtItsField(String pointer, String value, String field, String words) {
    JsonNode sample = Drafts.sampleWith(pointer, value == null ? "" : value);

    assertThat(faults(sample))
        .anySatisfy(
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.message()).contains(words);
            });
  }

  @Test
  void reportsEveryFaultyFieldAtOnceInTheOrderOfTheDocument() {
    JsonNode sample = Drafts.sampleWith("/name", "\"Shop!\"");
    Drafts.set(sample, "/components/0/memoryMiB", "1");
    Drafts.set(sample, "/components/1/image", "\"none\"");
    Drafts.set(sample, "/components/1/vcpus", "0");
    Drafts.set(sample, "/components/3/name", "\"web-1\"");
    Drafts.set(sample, "/maximumLatencyMs", "0");

    assertThat(faults(sample))
        .extracting(FieldError::field)
        .containsExactly(
            "/name",
            "/components/0/memoryMiB",
            "/components/1/image",
            "/components/1/vcpus",
            "/components/3/name",
            "/links/0/to",
            "/links/1/to",
            "/maximumLatencyMs");
  }

  @ParameterizedTest
  @CsvSource({"100,true", "101,false"})
  void takesAtMostAHundredComponents(int count, boolean sound) {
    ObjectNode document = (ObjectNode) Drafts.tree("{\"name\":\"big\",\"components\":[]}");
    for (int i = 0; i < count; i++) {
      String web =
          "{\"name\":\"w%d\",\"kind\":\"WEB\",\"image\":\"debian-12-nginx\",\"memoryMiB\":128}";
      Drafts.set(document, "/components/-", web.formatted(i));
    }

    assertThat(Drafts.validated(document) instanceof Valid).isEqualTo(sound);
  }

  @ParameterizedTest
  @CsvSource({"46080,true", "46081,false"})
  void takesUserDataUpToWhatAnAgentTakes(int bytes, boolean sound) {
    String data = "#" + "x".repeat(bytes - 1);

    JsonNode sample = Drafts.sampleWith("/components/1/userData", "\"" + data + "\"");

    assertThat(Drafts.validated(sample) instanceof Valid).isEqualTo(sound);
  }

  @Test
  void knowsComponentsCertificatesAndBackupsOfTheAccount() {
    JsonNode sample = Drafts.sampleWith("/components/3/id", "\"c-1\"");
    Drafts.set(sample, "/components/3/source", "{\"backup\":\"b-1\"}");
    Drafts.set(sample, "/components/0/loadBalancer/virtualIps/0/tls", "{\"certificate\":\"t-1\"}");
    ValidationContext context =
        new ValidationContext(
            Drafts.CATALOGUE,
            Drafts.CEILING,
            Set.of(new ComponentId("c-1")),
            Set.of("t-1"),
            Set.of("b-1"));

    assertThat(new ConfigurationValidation(context).validate(Drafts.draft(sample)))
        .isInstanceOf(Valid.class);
  }

  @Test
  void callsNullInAListMalformed() {
    assertThatThrownBy(() -> Drafts.validated(Drafts.sampleWith("/components", "[null]")))
        .hasMessageContaining("null");
  }

  private static List<FieldError> faults(JsonNode document) {
    assertThat(Drafts.validated(document)).isInstanceOf(Faulty.class);
    return ((Faulty) Drafts.validated(document)).errors();
  }
}
