package io.gridwright.activities.recovery;

import static io.gridwright.domain.grid.NodeState.FENCED;
import static io.gridwright.domain.grid.NodeState.ONLINE;
import static io.gridwright.domain.grid.NodeState.RETURNING;
import static io.gridwright.domain.grid.NodeState.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.activities.fence.Fence;
import io.gridwright.activities.fence.FenceProof;
import io.gridwright.activities.hypervisor.Hypervisor;
import io.gridwright.activities.hypervisor.QuorateEntry;
import io.gridwright.domain.grid.Capacity;
import io.gridwright.domain.grid.NodeName;
import io.gridwright.domain.grid.NodeState;
import io.gridwright.emulator.Emulator;
import io.gridwright.emulator.EmulatorConfiguration;
import io.gridwright.emulator.grid.NodePower;
import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.store.Store;
import io.gridwright.store.grid.Fencing;
import io.gridwright.store.grid.GridWorkRow;
import io.gridwright.store.json.DomainJson;
import io.gridwright.store.testing.LedgerDatabase;
import io.gridwright.workflows.recovery.LostNodeActivities;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** When fences are asked, and what becomes of their proof. */
class LostNodeActivitiesTest {
  @RegisterExtension static final LedgerDatabase LEDGER = new LedgerDatabase();

  private static final NodeName NODE = new NodeName("pve2");

  @TempDir private Path data;
  private final Store store = LEDGER.store();
  private final List<String> asked = new ArrayList<>();
  private final List<TestActivityEnvironment> environments = new ArrayList<>();
  private Emulator emulator;
  private ProxmoxClient client;
  private Hypervisor hypervisor;
  private GridWorkRow recovery;

  @BeforeEach
  void loseItInTheLedger() throws Exception {
    emulator = Emulator.start(EmulatorConfiguration.in(data).onPort(0).withNodes(3).withLatency(0));
    var builder =
        ProxmoxClient.builder()
            .credentials(
                Credentials.ApiToken.parse(Files.readString(emulator.proxmoxTokenFile()).strip()))
            .trust(Trust.authorities(emulator.caFile()));
    emulator.nodeUrls().forEach(url -> builder.entry(url.toString()));
    client = builder.build();
    hypervisor = new Hypervisor(client, InstantSource.system());
    store.nodes().upsert(NODE, new Capacity(65_536, 32, 2_000, 10_000), ONLINE);
    assertThat(store.losses().follow(NODE, ONLINE, UNREACHABLE)).isTrue();
    recovery = store.losses().open(NODE).orElseThrow();
  }

  @AfterEach
  void stop() {
    environments.forEach(TestActivityEnvironment::close);
    hypervisor.close();
    client.close();
    emulator.close();
    NodeState now = state();
    store.nodes().changeState(NODE, now, ONLINE);
    assertThat(store.losses().end(recovery.id(), "It is back.")).isTrue();
  }

  /** A fence may switch off what it is asked for. */
  @Test
  void noFenceIsAskedWhereTheClusterHasTheNodeOnline() {
    assertThat(activities(proving("redfish")).prove(NODE)).isFalse();

    assertThat(asked).isEmpty();
    assertThat(state()).isEqualTo(UNREACHABLE);
    assertThat(fencing()).isEmpty();
  }

  @Test
  void fencesAreAskedInTheirOrderUntilOneProves() {
    lose("pve2");

    assertThat(activities(silent("redfish"), proving("cluster"), proving("other")).prove(NODE))
        .isTrue();

    assertThat(asked).containsExactly("redfish", "cluster");
    assertThat(state()).isEqualTo(FENCED);
    assertThat(fencing().orElseThrow().proof()).isEqualTo("cluster");
    assertThat(fencing().orElseThrow().evidence()).isEqualTo("pve2 is off, says cluster");
  }

  @Test
  void nothingIsProvedWhereNoFenceProves() {
    lose("pve2");

    assertThat(activities(silent("redfish"), silent("cluster")).prove(NODE)).isFalse();
    assertThat(activities().prove(NODE)).isFalse();

    assertThat(asked).containsExactly("redfish", "cluster");
    assertThat(state()).isEqualTo(UNREACHABLE);
  }

  @Test
  void aRepeatProvesItAgainAndKeepsTheFirstProof() {
    lose("pve2");
    activities(proving("redfish")).prove(NODE);

    assertThat(activities(proving("cluster")).prove(NODE)).isTrue();

    assertThat(fencing().orElseThrow().proof()).isEqualTo("redfish");
  }

  @Test
  void aProofThatComesWhenTheNodeIsBackInTheLedgerProvesNothing() {
    lose("pve2");
    store.losses().follow(NODE, UNREACHABLE, RETURNING);

    assertThat(activities(proving("redfish")).prove(NODE)).isFalse();

    assertThat(state()).isEqualTo(RETURNING);
    assertThat(fencing()).isEmpty();
  }

  @Test
  void aProofFromBeforeTheLossProvesNothing() {
    lose("pve2");
    Instant before = LEDGER.realTime().instant().minusSeconds(1);

    assertThat(activities(new Asked("slow", Optional.of(proof("slow", before)))).prove(NODE))
        .isFalse();

    assertThat(state()).isEqualTo(UNREACHABLE);
  }

  @Test
  void noFenceIsAskedWhereNobodyQuorateCanSayThatItIsLost() {
    emulator.control().setPower("pve1", NodePower.OFF);
    emulator.control().setPower("pve2", NodePower.OFF);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> QuorateEntry.find(client).isEmpty());

    assertThat(activities(proving("redfish")).prove(NODE)).isFalse();

    assertThat(asked).isEmpty();
  }

  private void lose(String name) {
    emulator.control().setPower(name, NodePower.OFF);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                QuorateEntry.find(client)
                    .filter(entry -> !entry.online().getOrDefault(new NodeName(name), false))
                    .isPresent());
  }

  private LostNodeActivities activities(Fence... fences) {
    var environment =
        TestActivityEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(
                            DefaultDataConverter.newDefaultInstance()
                                .withPayloadConverterOverrides(
                                    new JacksonJsonPayloadConverter(DomainJson.mapper())))
                        .build())
                .build());
    environments.add(environment);
    environment.registerActivitiesImplementations(
        new LostNodeActivitiesImpl(hypervisor, store.losses(), List.of(fences)));
    return environment.newActivityStub(LostNodeActivities.class);
  }

  private Fence proving(String kind) {
    return new Asked(kind, Optional.of(proof(kind, LEDGER.realTime().instant())));
  }

  private Fence silent(String kind) {
    return new Asked(kind, Optional.empty());
  }

  private static FenceProof proof(String kind, Instant at) {
    return new FenceProof(kind, "pve2 is off, says " + kind, at);
  }

  /** Remembers that it was asked. */
  private final class Asked implements Fence {
    private final String name;
    private final Optional<FenceProof> proof;

    Asked(String name, Optional<FenceProof> proof) {
      this.name = name;
      this.proof = proof;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Optional<FenceProof> prove(NodeName node) {
      asked.add(name);
      return proof;
    }
  }

  private NodeState state() {
    return store.nodes().find(NODE).orElseThrow().state();
  }

  private Optional<Fencing> fencing() {
    return store.losses().fencing(recovery.id());
  }
}
