package io.gridwright.domain.configuration;

import java.util.List;
import java.util.Optional;

/**
 * One component as it was sent.
 *
 * @param id only of a component that already exists
 * @param memoryMiB MiB of each machine; instead of a percentage
 * @param memoryPercent 1..100; instead of MiB
 * @param memoryPercentOf PLAN (the default) or TIER
 * @param spreadOver machines, each of the size given here
 */
public record DraftComponent(
    Optional<String> id,
    Optional<String> name,
    Optional<String> kind,
    Optional<String> image,
    Optional<Long> memoryMiB,
    Optional<Long> memoryPercent,
    Optional<String> memoryPercentOf,
    Optional<Long> vcpus,
    Optional<Long> diskGiB,
    Optional<Long> bandwidthMbps,
    Optional<Boolean> stateless,
    Optional<Long> spreadOver,
    Optional<String> description,
    Optional<String> hostName,
    Optional<DraftEngine> engine,
    List<String> software,
    List<String> sshKeys,
    Optional<String> userData,
    Optional<DraftExpected> expected,
    List<DraftAddress> addresses,
    Optional<DraftSource> source,
    Optional<DraftBackups> backups,
    Optional<DraftLoadBalancer> loadBalancer) {

  public DraftComponent {
    id = Given.orAbsent(id);
    name = Given.orAbsent(name);
    kind = Given.orAbsent(kind);
    image = Given.orAbsent(image);
    memoryMiB = Given.orAbsent(memoryMiB);
    memoryPercent = Given.orAbsent(memoryPercent);
    memoryPercentOf = Given.orAbsent(memoryPercentOf);
    vcpus = Given.orAbsent(vcpus);
    diskGiB = Given.orAbsent(diskGiB);
    bandwidthMbps = Given.orAbsent(bandwidthMbps);
    stateless = Given.orAbsent(stateless);
    spreadOver = Given.orAbsent(spreadOver);
    description = Given.orAbsent(description);
    hostName = Given.orAbsent(hostName);
    engine = Given.orAbsent(engine);
    software = Given.orNone(software);
    sshKeys = Given.orNone(sshKeys);
    userData = Given.orAbsent(userData);
    expected = Given.orAbsent(expected);
    addresses = Given.orNone(addresses);
    source = Given.orAbsent(source);
    backups = Given.orAbsent(backups);
    loadBalancer = Given.orAbsent(loadBalancer);
  }

  public record DraftEngine(Optional<String> name, Optional<String> version) {
    public DraftEngine {
      name = Given.orAbsent(name);
      version = Given.orAbsent(version);
    }
  }

  public record DraftExpected(
      Optional<String> traffic,
      Optional<Boolean> compressed,
      Optional<Long> packetsPerSecond,
      Optional<Long> packetBytes,
      Optional<Long> accessesPerHour,
      Optional<Long> accessSeconds,
      Optional<Long> bytesPerAccess) {
    public DraftExpected {
      traffic = Given.orAbsent(traffic);
      compressed = Given.orAbsent(compressed);
      packetsPerSecond = Given.orAbsent(packetsPerSecond);
      packetBytes = Given.orAbsent(packetBytes);
      accessesPerHour = Given.orAbsent(accessesPerHour);
      accessSeconds = Given.orAbsent(accessSeconds);
      bytesPerAccess = Given.orAbsent(bytesPerAccess);
    }
  }

  /** {@code address} is {@code auto} or an IPv4 address. */
  public record DraftAddress(Optional<String> visibility, Optional<String> address) {
    public DraftAddress {
      visibility = Given.orAbsent(visibility);
      address = Given.orAbsent(address);
    }
  }

  /** Exactly one of the two. */
  public record DraftSource(Optional<String> backup, Optional<String> component) {
    public DraftSource {
      backup = Given.orAbsent(backup);
      component = Given.orAbsent(component);
    }
  }

  /** {@code every} is an ISO 8601 duration. */
  public record DraftBackups(Optional<String> every, Optional<Long> keep) {
    public DraftBackups {
      every = Given.orAbsent(every);
      keep = Given.orAbsent(keep);
    }
  }
}
