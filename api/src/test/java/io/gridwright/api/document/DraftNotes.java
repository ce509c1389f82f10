package io.gridwright.api.document;

import io.gridwright.domain.configuration.AddressRequest;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.Dedication;
import io.gridwright.domain.configuration.ExpectedBehaviour;
import io.gridwright.domain.configuration.LoadBalancing;
import io.gridwright.domain.configuration.MemoryPercent;
import io.gridwright.domain.configuration.RiskLevel;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

/**
 * What the published document says of the fields of an order (CONTRACT section 4): one interface
 * for each draft of the domain, one method for each of its fields.
 */
@SuppressWarnings("unused")
final class DraftNotes {
  private static final String LABEL = "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$";
  private static final String HOST =
      "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$";
  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String ADDRESS = "^(auto|(" + OCTET + "\\.){3}" + OCTET + ")$";
  private static final String NETWORK = "^(" + OCTET + "\\.){3}" + OCTET + "/(3[0-2]|[12]?[0-9])$";

  private DraftNotes() {}

  @Schema(description = "A multi-tier system as it is ordered; memory, vCPUs and disk per machine")
  interface DraftConfiguration {
    @Schema(
        description = "Name within the account, a DNS label",
        pattern = LABEL,
        example = "shop",
        requiredMode = RequiredMode.REQUIRED)
    void name();

    @Schema(description = "How likely it is to be abused; LOW where it is not said")
    void risk();

    @Schema(description = "1 to 100 servers", requiredMode = RequiredMode.REQUIRED)
    void components();

    @Schema(description = "Who may reach whom inside; what is not linked cannot be reached")
    void links();

    @Schema(description = "Openings to the outside beside those of balancers")
    void firewall();

    @Schema(description = "Whom the nodes are reserved for")
    void placement();

    @Schema(
        description = "Round trip between linked components that is still acceptable",
        minimum = "1",
        maximum = "60000")
    void maximumLatencyMs();

    @Schema(description = "What it is for", implementation = Purpose.class)
    void purpose();

    @Schema(description = "How often usage snapshots are taken")
    void metering();

    @Schema(description = "Which meters are shown")
    void monitoring();

    @Schema(description = "By kind, what memoryPercent OF TIER is taken of")
    void tiers();

    @Schema(description = "What the engine may do by itself")
    void automation();

    @Schema(
        description =
            "Of a change: true permits that servers are away while they are changed; an order"
                + " ignores it")
    void allowInterruption();
  }

  @Schema(description = "Likelihood of each kind of abuse")
  interface DraftRisk {
    @Schema(implementation = RiskLevel.class)
    void spam();

    @Schema(implementation = RiskLevel.class)
    void hacking();

    @Schema(implementation = RiskLevel.class)
    void fraud();
  }

  @Schema(description = "from opens connections to a port of to")
  interface DraftLink {
    @Schema(
        description = "Name of a component",
        example = "web-1",
        requiredMode = RequiredMode.REQUIRED)
    void from();

    @Schema(
        description = "Name of another component",
        example = "db",
        requiredMode = RequiredMode.REQUIRED)
    void to();

    @Schema(minimum = "1", maximum = "65535", requiredMode = RequiredMode.REQUIRED)
    void port();
  }

  @Schema(description = "A port of a component that a network may reach")
  interface DraftFirewallEntry {
    @Schema(description = "Name of a component", requiredMode = RequiredMode.REQUIRED)
    void component();

    @Schema(minimum = "1", maximum = "65535", requiredMode = RequiredMode.REQUIRED)
    void port();

    @Schema(
        description = "An IPv4 network without bits beyond its prefix",
        pattern = NETWORK,
        example = "0.0.0.0/0",
        requiredMode = RequiredMode.REQUIRED)
    void from();
  }

  @Schema(description = "Whom the nodes are reserved for")
  interface DraftPlacement {
    @Schema(implementation = Dedication.class)
    void dedicated();
  }

  @Schema(description = "Snapshots each so often, shifted within that time")
  interface DraftMetering {
    @Schema(description = "PT15M to P1D; PT1H where it is not said", example = "PT1H")
    void every();

    @Schema(description = "Shorter than every", example = "PT20M")
    void offset();
  }

  @Schema(description = "Which meters are shown")
  interface DraftMonitoring {
    @Schema(implementation = Meter.class)
    void show();
  }

  @Schema(description = "Memory of a whole tier")
  interface DraftTier {
    @Schema(minimum = "128", maximum = "104857600", requiredMode = RequiredMode.REQUIRED)
    void memoryMiB();
  }

  @Schema(description = "What the engine may do by itself")
  interface DraftAutomation {
    @Schema(description = "Replace what a lost node carried; true where it is not said")
    void replaceOnFailure();
  }

  @Schema(
      description =
          "One server. Its memory is given as memoryMiB, or as memoryPercent of the plan or tier")
  interface DraftComponent {
    @Schema(description = "Of a component that exists already; not in a new order")
    void id();

    @Schema(
        description = "Name within the configuration, a DNS label",
        pattern = LABEL,
        example = "web-1",
        requiredMode = RequiredMode.REQUIRED)
    void name();

    @Schema(implementation = ComponentKind.class, requiredMode = RequiredMode.REQUIRED)
    void kind();

    @Schema(
        description = "Id of an image of GET /catalog/images that serves this kind",
        example = "debian-12-nginx",
        requiredMode = RequiredMode.REQUIRED)
    void image();

    @Schema(minimum = "128", maximum = "1048576", example = "1024")
    void memoryMiB();

    @Schema(description = "Instead of memoryMiB; rounded down", minimum = "1", maximum = "100")
    void memoryPercent();

    @Schema(
        description = "PLAN where it is not said; TIER needs tiers",
        implementation = MemoryPercent.Of.class)
    void memoryPercentOf();

    @Schema(description = "1 where it is not said", minimum = "1", maximum = "128")
    void vcpus();

    @Schema(
        description = "At least the image's minimumDiskGiB, which is also the default",
        minimum = "1",
        maximum = "65536")
    void diskGiB();

    @Schema(description = "Unlimited where it is not said", minimum = "1", maximum = "100000")
    void bandwidthMbps();

    @Schema(description = "Can be rebuilt from its image; true where it is not said, but DATABASE")
    void stateless();

    @Schema(
        description = "Machines on distinct nodes behind one name; only WEB and APP have several",
        minimum = "1",
        maximum = "16")
    void spreadOver();

    @Schema(maxLength = 1000)
    void description();

    @Schema(pattern = HOST, maxLength = 253, example = "shop.example.com")
    void hostName();

    @Schema(description = "Only of a DATABASE: one of GET /catalog/engines")
    void engine();

    @Schema(description = "At most 20 packages to install")
    void software();

    @Schema(description = "At most 20 public keys in OpenSSH's one-line form")
    void sshKeys();

    @Schema(description = "cloud-init user data, at most 64 KiB", example = "#cloud-config")
    void userData();

    @Schema(description = "What traffic is expected; it raises what placement reserves")
    void expected();

    @Schema(description = "Addresses beside the private one; PUBLIC only of a WEB")
    void addresses();

    @Schema(description = "Where the first disk comes from, instead of the image")
    void source();

    @Schema(description = "How often it is backed up, and how many are kept")
    void backups();

    @Schema(description = "The rules; a LOAD_BALANCER must have them, nothing else may")
    void loadBalancer();
  }

  @Schema(description = "A database engine")
  interface DraftEngine {
    @Schema(example = "mysql", requiredMode = RequiredMode.REQUIRED)
    void name();

    @Schema(example = "8.4", requiredMode = RequiredMode.REQUIRED)
    void version();
  }

  @Schema(description = "Expected traffic; packetsPerSecond and packetBytes only together")
  interface DraftExpected {
    @Schema(implementation = ExpectedBehaviour.Traffic.class)
    void traffic();

    @Schema(description = "Whether answers are compressed")
    void compressed();

    @Schema(minimum = "1", maximum = "100000000")
    void packetsPerSecond();

    @Schema(minimum = "1", maximum = "65535")
    void packetBytes();

    @Schema(minimum = "1", maximum = "1000000000000")
    void accessesPerHour();

    @Schema(minimum = "1", maximum = "1000000000000")
    void accessSeconds();

    @Schema(minimum = "1", maximum = "1000000000000")
    void bytesPerAccess();
  }

  @Schema(description = "An address beside the private one")
  interface DraftAddress {
    @Schema(implementation = AddressRequest.Visibility.class, requiredMode = RequiredMode.REQUIRED)
    void visibility();

    @Schema(description = "auto, or an IPv4 address of yours", pattern = ADDRESS, example = "auto")
    void address();
  }

  @Schema(description = "Exactly one of the two")
  interface DraftSource {
    @Schema(description = "Id of a backup")
    void backup();

    @Schema(description = "Name of another component")
    void component();
  }

  @Schema(description = "A schedule of backups")
  interface DraftBackups {
    @Schema(description = "PT1H to P31D; P1D where it is not said", example = "P1D")
    void every();

    @Schema(description = "7 where it is not said", minimum = "1", maximum = "100")
    void keep();
  }

  @Schema(description = "What a balancer answers, and who serves it")
  interface DraftLoadBalancer {
    @Schema(
        description = "ROUND_ROBIN where it is not said",
        implementation = LoadBalancing.Method.class)
    void method();

    @Schema(
        description = "NONE where it is not said",
        implementation = LoadBalancing.Persistence.class)
    void persistence();

    @Schema(description = "How a pool member's life is told")
    void healthCheck();

    @Schema(description = "1 to 100 addresses and ports", requiredMode = RequiredMode.REQUIRED)
    void virtualIps();
  }

  @Schema(description = "A request that a live member answers")
  interface DraftHealthCheck {
    @Schema(
        description = "/health where it is not said",
        pattern = "^/[!-~]{0,255}$",
        example = "/health")
    void path();

    @Schema(description = "PT0.1S to PT1M; PT1S where it is not said", example = "PT1S")
    void interval();

    @Schema(description = "3 where it is not said", minimum = "1", maximum = "20")
    void failures();
  }

  @Schema(description = "An address and port that the balancer answers")
  interface DraftVirtualIp {
    @Schema(description = "auto, or an IPv4 address of yours", pattern = ADDRESS, example = "auto")
    void address();

    @Schema(minimum = "1", maximum = "65535", requiredMode = RequiredMode.REQUIRED)
    void port();

    @Schema(description = "Names routed to this pool; all where none is given")
    void domains();

    @Schema(description = "Answer with TLS")
    void tls();

    @Schema(description = "1 to 100 members", requiredMode = RequiredMode.REQUIRED)
    void pool();
  }

  @Schema(description = "Answer with TLS")
  interface DraftTls {
    @Schema(description = "Id of a certificate", requiredMode = RequiredMode.REQUIRED)
    void certificate();
  }

  @Schema(description = "A server behind a virtual address")
  interface DraftPoolMember {
    @Schema(
        description = "Name of a WEB or APP component",
        example = "web-1",
        requiredMode = RequiredMode.REQUIRED)
    void component();

    @Schema(minimum = "1", maximum = "65535", requiredMode = RequiredMode.REQUIRED)
    void port();
  }

  /** Words that the domain keeps as text. */
  enum Purpose {
    BLOG,
    SENSITIVE_DATA,
    FINANCIAL
  }

  /** Names of meters, as they are on the wire. */
  enum Meter {
    cpu,
    memory,
    netIn,
    netOut,
    disk
  }
}
