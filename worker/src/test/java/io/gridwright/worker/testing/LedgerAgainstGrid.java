package io.gridwright.worker.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.emulator.grid.GridControl;
import io.gridwright.emulator.grid.MachineView;
import io.gridwright.emulator.work.DiskSize;
import io.gridwright.store.Store;
import io.gridwright.store.grid.MachineRow;
import io.gridwright.store.grid.MachineState;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.jdbi.v3.core.Jdbi;

/** Compares the ledger with the machines that really exist, and looks for what nobody owns. */
final class LedgerAgainstGrid {
  private final Store store;
  private final Jdbi jdbi;
  private final GridControl grid;

  LedgerAgainstGrid(Store store, Jdbi jdbi, GridControl grid) {
    this.store = store;
    this.jdbi = jdbi;
    this.grid = grid;
  }

  /** Something held by nobody: each row that the statement finds is one. */
  private record Leak(String what, String sql) {}

  private static final List<Leak> LEAKS =
      List.of(
          new Leak(
              "an address is held by a living machine or a living configuration",
              """
              SELECT d.address FROM address d
              LEFT JOIN configuration c ON c.id = d.configuration_id
              LEFT JOIN machine m ON m.id = d.machine_id
              WHERE d.state <> 'FREE'
                AND (c.id IS NULL OR c.state IN ('DELETED', 'FAILED') OR m.state = 'GONE'
                     OR m.id IS NULL)
              """),
          new Leak(
              "a subnet is held by a living configuration",
              """
              SELECT s.cidr FROM subnet s LEFT JOIN configuration c ON c.id = s.configuration_id
              WHERE s.configuration_id IS NOT NULL
                AND (c.id IS NULL OR c.state IN ('DELETED', 'FAILED'))
              """),
          new Leak(
              "a VLAN tag is held by an account",
              """
              SELECT v.tag FROM vlan_tag v LEFT JOIN account a ON a.id = v.account_id
              WHERE v.account_id IS NOT NULL AND a.id IS NULL
              """),
          new Leak(
              "a rule of traffic is in force at a living machine",
              """
              SELECT r.id FROM traffic_rule r
              JOIN configuration c ON c.id = r.configuration_id
              LEFT JOIN machine m ON m.id = r.machine_id
              WHERE r.state <> 'REMOVED'
                AND (m.id IS NULL OR m.state NOT IN ('RUNNING', 'STOPPED')
                     OR c.state NOT IN ('RUNNING', 'STOPPED', 'SUSPENDED')
                     OR r.state <> 'IN_FORCE')
              """),
          new Leak(
              "what is paused belongs to a living configuration",
              """
              SELECT p.balancer_id FROM traffic_pause p
              LEFT JOIN configuration c ON c.id = p.configuration_id
              WHERE c.id IS NULL OR c.state = 'DELETED'
              """),
          new Leak(
              "a ticket is of a balancer that is there",
              """
              SELECT t.machine_id FROM balancer_ticket t LEFT JOIN machine m ON m.id = t.machine_id
              WHERE m.id IS NULL OR m.state = 'GONE'
              """),
          new Leak(
              "a balanced port is claimed by a living configuration",
              """
              SELECT b.claim FROM balanced_port b
              LEFT JOIN configuration c ON c.id = b.configuration_id
              WHERE c.id IS NULL OR c.state IN ('DELETED', 'FAILED')
              """),
          new Leak(
              "the VMID of a machine that is gone is tombstoned, and only such a one",
              """
              SELECT m.vmid FROM machine m
              LEFT JOIN vmid v ON v.machine_id = m.id AND v.vmid = m.vmid
              WHERE (m.state = 'GONE') <> (v.state = 'TOMBSTONED') OR v.vmid IS NULL
              """),
          new Leak(
              "no capacity is reserved while nothing is under way",
              """
              SELECT n.name FROM node n
              WHERE n.reserved_memory_mib <> 0 OR n.reserved_vcpus <> 0
                 OR n.reserved_disk_gib <> 0 OR n.reserved_bandwidth_mbps <> 0
              """),
          new Leak(
              "every operation has ended",
              "SELECT o.id FROM operation o WHERE o.state IN ('QUEUED', 'RUNNING')"));

  void assertEqual() {
    var soft = new SoftAssertions();
    soft.assertThat(onGrid(machine -> true))
        .as("machines of the grid and of the ledger")
        .containsExactlyInAnyOrderElementsOf(inLedger(row -> true));
    soft.assertThat(sizesOnGrid(machine -> true))
        .as("sizes of machines on the grid and in the ledger")
        .containsExactlyInAnyOrderElementsOf(sizesInLedger(row -> true));
    soft.assertThat(store.audit().differences()).as("audit of the ledger").isEmpty();
    soft.assertThat(store.orphans().open()).as("orphans").isEmpty();
    LEAKS.forEach(leak -> soft.assertThat(found(leak)).as(leak.what()).isEmpty());
    soft.assertAll();
  }

  void assertEqual(ConfigurationId configuration) {
    assertThat(onGrid(m -> m.description().contains(configuration.value())))
        .as("machines of " + configuration.value() + " on the grid and in the ledger")
        .containsExactlyInAnyOrderElementsOf(
            inLedger(row -> row.configurationId().equals(configuration)));
    assertThat(sizesOnGrid(m -> m.description().contains(configuration.value())))
        .as("sizes of machines of " + configuration.value() + " on the grid and in the ledger")
        .containsExactlyInAnyOrderElementsOf(
            sizesInLedger(row -> row.configurationId().equals(configuration)));
  }

  /** What a machine has, and what its allocation says: no document here has factors. */
  private List<String> sizesOnGrid(Predicate<MachineView> which) {
    return grid.machines().stream()
        .filter(machine -> !machine.template())
        .filter(which)
        .map(
            machine ->
                size(
                    machine.vmid(),
                    machine.memoryMib(),
                    DiskSize.ofDrive(machine.config().getOrDefault("scsi0", "")) >> 30))
        .toList();
  }

  private List<String> sizesInLedger(Predicate<MachineRow> which) {
    return store.machines().all().stream()
        .filter(which)
        .map(
            row -> {
              var amount = store.machines().allocation(row.id()).orElseThrow().amount();
              return size(row.vmid().value(), amount.memoryMib(), amount.diskGib());
            })
        .toList();
  }

  private static String size(int vmid, long memoryMib, long diskGib) {
    return "vm %d: %d MiB, %d GiB".formatted(vmid, memoryMib, diskGib);
  }

  private List<String> found(Leak leak) {
    return jdbi.withHandle(handle -> handle.createQuery(leak.sql()).mapTo(String.class).list());
  }

  private List<String> onGrid(Predicate<MachineView> which) {
    return grid.machines().stream()
        .filter(machine -> !machine.template())
        .filter(which)
        .map(
            machine ->
                words(machine.vmid(), machine.node(), machine.powered() ? "running" : "off")
                    + machine.lock().map(lock -> " locked: " + lock).orElse(""))
        .toList();
  }

  private List<String> inLedger(Predicate<MachineRow> which) {
    return store.machines().all().stream()
        .filter(which)
        .map(row -> words(row.vmid().value(), row.node().value(), power(row.state())))
        .toList();
  }

  private static String power(MachineState state) {
    return switch (state) {
      case RUNNING -> "running";
      case STOPPED -> "off";
      default -> state.name();
    };
  }

  private static String words(int vmid, String node, String state) {
    return "vm %d on %s %s".formatted(vmid, node, state);
  }
}
