package io.gridwright.api.configuration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.gridwright.domain.configuration.AddressRequest;
import io.gridwright.domain.configuration.BackupSchedule;
import io.gridwright.domain.configuration.Component;
import io.gridwright.domain.configuration.ComponentKind;
import io.gridwright.domain.configuration.ComponentState;
import io.gridwright.domain.configuration.DiskSource;
import io.gridwright.domain.configuration.Engine;
import io.gridwright.domain.configuration.ExpectedBehaviour;
import io.gridwright.domain.configuration.MemoryPercent;
import io.gridwright.domain.configuration.power.Exposure;
import io.gridwright.domain.configuration.power.PowerAction;
import io.gridwright.store.configuration.ComponentRow;
import io.gridwright.store.traffic.AddressUse;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A component as it is read back: as ordered, and how it stands.
 *
 * @param actions what may be asked of it alone in its state
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ComponentForm(
    String id,
    String name,
    ComponentKind kind,
    String image,
    @Schema(description = "LOST while all of its servers stand on a lost host")
        ComponentState state,
    long memoryMiB,
    Optional<Integer> memoryPercent,
    Optional<MemoryPercent.Of> memoryPercentOf,
    int vcpus,
    long diskGiB,
    @Schema(description = "Absent: unlimited") Optional<Integer> bandwidthMbps,
    boolean stateless,
    int spreadOver,
    Optional<String> description,
    Optional<String> hostName,
    Optional<EngineForm> engine,
    List<String> software,
    List<String> sshKeys,
    Optional<String> userData,
    ExpectedForm expected,
    List<AddressForm> addresses,
    Optional<LoadBalancerForm> loadBalancer,
    Optional<SourceForm> source,
    Optional<BackupsForm> backups,
    Instant createdAt,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Schema(description = "Null while it does not run")
        Optional<Instant> runningSince,
    @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "Business time from which on it is billed")
        Optional<Instant> allocatedSince,
    @Schema(description = "What may be asked of it alone in its state") List<PowerAction> actions) {

  /**
   * The component as ordered, as the ledger has it, with what it holds and what is paused.
   *
   * @param state in which it is shown
   */
  static ComponentForm from(
      Component ordered,
      ComponentRow row,
      ComponentState state,
      List<AddressForm> addresses,
      LoadBalancerForm.Held held,
      Exposure exposure) {
    return new ComponentForm(
        row.id().value(),
        ordered.name(),
        ordered.kind(),
        ordered.image().value(),
        state,
        ordered.memoryMib(),
        ordered.memoryPercent().map(MemoryPercent::percent),
        ordered.memoryPercent().map(MemoryPercent::of),
        ordered.vcpus(),
        ordered.diskGib(),
        Optional.of(ordered.bandwidthMbps()).filter(limit -> limit > 0),
        ordered.stateless(),
        ordered.spreadOver(),
        ordered.description(),
        ordered.hostName(),
        ordered.engine().map(EngineForm::from),
        ordered.software(),
        ordered.sshKeys(),
        ordered.userData(),
        ExpectedForm.from(ordered.expected()),
        addresses,
        ordered.loadBalancing().map(rules -> LoadBalancerForm.from(rules, row.id(), held)),
        ordered.source().map(SourceForm::from),
        ordered.backups().map(BackupsForm::from),
        row.createdAt(),
        row.runningSince().filter(since -> state != ComponentState.LOST),
        row.allocatedSince(),
        PowerAction.offered(state, exposure.isExposed(ordered.name())));
  }

  /** A database engine. */
  record EngineForm(String name, String version) {
    static EngineForm from(Engine engine) {
      return new EngineForm(engine.name(), engine.version());
    }
  }

  /** What the customer expects of the server. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record ExpectedForm(
      ExpectedBehaviour.Traffic traffic,
      boolean compressed,
      Optional<Long> packetsPerSecond,
      Optional<Integer> packetBytes,
      Optional<Long> accessesPerHour,
      Optional<Long> accessSeconds,
      Optional<Long> bytesPerAccess) {
    static ExpectedForm from(ExpectedBehaviour expected) {
      return new ExpectedForm(
          expected.traffic(),
          expected.compressed(),
          expected.packetsPerSecond(),
          expected.packetBytes(),
          expected.accessesPerHour(),
          expected.accessSeconds(),
          expected.bytesPerAccess());
    }
  }

  /**
   * An address that the component holds.
   *
   * @param use VIRTUAL or REAL
   * @param reachableAt by port, where this machine's own loopback answers for it
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record AddressForm(
      AddressRequest.Visibility visibility,
      String address,
      Optional<AddressUse> use,
      @Schema(description = "By port, where this machine's own loopback answers for it")
          Map<String, String> reachableAt) {}

  /** Where the first disk came from. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record SourceForm(Optional<String> backup, Optional<String> component) {
    static SourceForm from(DiskSource source) {
      return new SourceForm(source.backup(), source.component());
    }
  }

  /** How often it is backed up. */
  record BackupsForm(Duration every, int keep) {
    static BackupsForm from(BackupSchedule schedule) {
      return new BackupsForm(schedule.every(), schedule.keep());
    }
  }
}
