package io.gridwright.domain.configuration;

import io.gridwright.domain.grid.ImageId;
import java.util.List;
import java.util.Optional;

/**
 * One functional server of a configuration, as desired by the customer.
 *
 * @param id known once the configuration was accepted; a known id with a new name renames
 * @param name a DNS label, unique in the configuration
 * @param memoryMib MiB of each machine, resolved: a percentage was already floored to it (F29)
 * @param memoryPercent what the customer gave instead of MiB, kept so that a change of plan
 *     re-sizes
 * @param vcpus virtual CPUs of each machine
 * @param diskGib GiB of each machine
 * @param bandwidthMbps Mbit/s; 0 where nothing was asked
 * @param stateless whether it can be rebuilt from its image without losing anything
 * @param spreadOver number of machines on distinct nodes behind this one name, each of this size
 * @param source where the first disk comes from instead of the image
 */
public record Component(
    Optional<ComponentId> id,
    String name,
    ComponentKind kind,
    ImageId image,
    long memoryMib,
    Optional<MemoryPercent> memoryPercent,
    int vcpus,
    long diskGib,
    int bandwidthMbps,
    boolean stateless,
    int spreadOver,
    Optional<String> description,
    Optional<String> hostName,
    Optional<Engine> engine,
    List<String> software,
    List<String> sshKeys,
    Optional<String> userData,
    ExpectedBehaviour expected,
    List<AddressRequest> addresses,
    Optional<LoadBalancing> loadBalancing,
    Optional<DiskSource> source,
    Optional<BackupSchedule> backups) {

  public Component {
    software = List.copyOf(software);
    sshKeys = List.copyOf(sshKeys);
    addresses = List.copyOf(addresses);
  }

  /** A component from its image, without scheduled backups. */
  public Component(
      Optional<ComponentId> id,
      String name,
      ComponentKind kind,
      ImageId image,
      long memoryMib,
      Optional<MemoryPercent> memoryPercent,
      int vcpus,
      long diskGib,
      int bandwidthMbps,
      boolean stateless,
      int spreadOver,
      Optional<String> description,
      Optional<String> hostName,
      Optional<Engine> engine,
      List<String> software,
      List<String> sshKeys,
      Optional<String> userData,
      ExpectedBehaviour expected,
      List<AddressRequest> addresses,
      Optional<LoadBalancing> loadBalancing) {
    this(
        id,
        name,
        kind,
        image,
        memoryMib,
        memoryPercent,
        vcpus,
        diskGib,
        bandwidthMbps,
        stateless,
        spreadOver,
        description,
        hostName,
        engine,
        software,
        sshKeys,
        userData,
        expected,
        addresses,
        loadBalancing,
        Optional.empty(),
        Optional.empty());
  }

  /** This component under the id that acceptance gave it. */
  public Component identified(ComponentId given) {
    return new Component(
        Optional.of(given),
        name,
        kind,
        image,
        memoryMib,
        memoryPercent,
        vcpus,
        diskGib,
        bandwidthMbps,
        stateless,
        spreadOver,
        description,
        hostName,
        engine,
        software,
        sshKeys,
        userData,
        expected,
        addresses,
        loadBalancing,
        source,
        backups);
  }

  /** The same without what only its guest needs to know: user data and keys. */
  public Component withoutGuestContent() {
    return new Component(
        id,
        name,
        kind,
        image,
        memoryMib,
        memoryPercent,
        vcpus,
        diskGib,
        bandwidthMbps,
        stateless,
        spreadOver,
        description,
        hostName,
        engine,
        software,
        List.of(),
        Optional.empty(),
        expected,
        addresses,
        loadBalancing,
        source,
        backups);
  }

  /** What it balances; nothing unless it is a balancer. */
  public List<VirtualIp> virtualIps() {
    return loadBalancing.map(LoadBalancing::virtualIps).orElseGet(List::of);
  }
}
