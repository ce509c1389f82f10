package io.gridwright.store.grid;

import io.gridwright.domain.account.HeldQuota;
import io.gridwright.domain.configuration.ConfigurationDocument;
import io.gridwright.domain.configuration.DocumentQuota;
import io.gridwright.store.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.Nested;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Recounts the ledger from its rows: what must hold whatever fails (DESIGN section 9), as far as
 * the ledger alone can tell. Each check is one statement, so one consistent look. Between two
 * statements others may write: on a busy ledger believe a difference that two audits report.
 */
public final class LedgerAudit {
  private final Transactions transactions;

  public LedgerAudit(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Something that the rows contradict. */
  public record Difference(String rule, String subject, String found) {}

  /** A check: its rows are differences, with subject and what was found. */
  private record Check(String rule, String sql) {}

  private static final List<Check> CHECKS =
      List.of(
          new Check(
              "a node's counters are the sums of its allocations",
              """
              SELECT n.name AS subject,
                     CONCAT('counted ', CONCAT_WS(' ', n.reserved_memory_mib, n.reserved_vcpus,
                         n.reserved_disk_gib, n.reserved_bandwidth_mbps, '/',
                         n.allocated_memory_mib, n.allocated_vcpus, n.allocated_disk_gib,
                         n.allocated_bandwidth_mbps),
                       ', sums ', CONCAT_WS(' ', s.rm, s.rv, s.rd, s.rb, '/', s.am, s.av, s.ad,
                         s.ab)) AS found
              FROM node n JOIN (
                SELECT n2.name,
                  COALESCE(SUM(CASE WHEN a.committed_at IS NULL THEN a.memory_mib END), 0) rm,
                  COALESCE(SUM(CASE WHEN a.committed_at IS NULL THEN a.vcpus END), 0) rv,
                  COALESCE(SUM(CASE WHEN a.committed_at IS NULL THEN a.disk_gib END), 0) rd,
                  COALESCE(SUM(CASE WHEN a.committed_at IS NULL THEN a.bandwidth_mbps END), 0) rb,
                  COALESCE(SUM(CASE WHEN a.committed_at IS NOT NULL THEN a.memory_mib END), 0) am,
                  COALESCE(SUM(CASE WHEN a.committed_at IS NOT NULL THEN a.vcpus END), 0) av,
                  COALESCE(SUM(CASE WHEN a.committed_at IS NOT NULL THEN a.disk_gib END), 0) ad,
                  COALESCE(SUM(CASE WHEN a.committed_at IS NOT NULL THEN a.bandwidth_mbps END), 0)
                    ab
                FROM node n2
                LEFT JOIN (
                  SELECT node, committed_at, memory_mib, vcpus, disk_gib, bandwidth_mbps
                  FROM allocation WHERE released_at IS NULL
                  UNION ALL
                  SELECT node, NULL, memory_mib, vcpus, disk_gib, bandwidth_mbps FROM growth) a
                  ON a.node = n2.name
                GROUP BY n2.name) s ON s.name = n.name
              WHERE n.reserved_memory_mib <> s.rm OR n.reserved_vcpus <> s.rv
                 OR n.reserved_disk_gib <> s.rd OR n.reserved_bandwidth_mbps <> s.rb
                 OR n.allocated_memory_mib <> s.am OR n.allocated_vcpus <> s.av
                 OR n.allocated_disk_gib <> s.ad OR n.allocated_bandwidth_mbps <> s.ab
              """),
          new Check(
              "no node is oversold",
              """
              SELECT name AS subject,
                     CONCAT_WS(' ', reserved_memory_mib + allocated_memory_mib, 'MiB of',
                       capacity_memory_mib, ',', reserved_vcpus + allocated_vcpus, 'vCPUs of',
                       capacity_vcpus, ',', reserved_disk_gib + allocated_disk_gib, 'GiB of',
                       capacity_disk_gib, ',',
                       reserved_bandwidth_mbps + allocated_bandwidth_mbps, 'Mbit/s of',
                       capacity_bandwidth_mbps) AS found
              FROM node
              WHERE reserved_memory_mib + allocated_memory_mib > capacity_memory_mib
                 OR reserved_vcpus + allocated_vcpus > capacity_vcpus
                 OR reserved_disk_gib + allocated_disk_gib > capacity_disk_gib
                 OR reserved_bandwidth_mbps + allocated_bandwidth_mbps > capacity_bandwidth_mbps
              """),
          new Check(
              "an account holds what its configurations hold",
              """
              SELECT a.id AS subject,
                     CONCAT('counted ', CONCAT_WS(' ', a.held_memory_mib, a.held_vcpus,
                         a.held_disk_gib, a.held_addresses),
                       ', sums ', CONCAT_WS(' ', s.m, s.v, s.d, s.n)) AS found
              FROM account a JOIN (
                SELECT a2.id, COALESCE(SUM(c.held_memory_mib), 0) m,
                       COALESCE(SUM(c.held_vcpus), 0) v, COALESCE(SUM(c.held_disk_gib), 0) d,
                       COALESCE(SUM(c.held_addresses), 0) n
                FROM account a2 LEFT JOIN configuration c ON c.account_id = a2.id
                GROUP BY a2.id) s ON s.id = a.id
              WHERE a.held_memory_mib <> s.m OR a.held_vcpus <> s.v OR a.held_disk_gib <> s.d
                 OR a.held_addresses <> s.n
              """),
          new Check(
              "a machine that is not gone holds room, and nothing else does",
              """
              SELECT m.id AS subject, CONCAT(m.state, ' without an allocation') AS found
              FROM machine m
              LEFT JOIN allocation a ON a.machine_id = m.id AND a.released_at IS NULL
              WHERE m.state <> 'GONE' AND a.id IS NULL
              UNION ALL
              SELECT a.machine_id, 'an allocation without a row of its machine'
              FROM allocation a LEFT JOIN machine m ON m.id = a.machine_id
              WHERE a.released_at IS NULL AND m.id IS NULL
              """),
          new Check(
              "a machine that is not gone holds its VMID, and one that is holds none",
              """
              SELECT m.id AS subject, CONCAT(m.state, ' without its VMID ', m.vmid) AS found
              FROM machine m
              LEFT JOIN vmid v ON v.vmid = m.vmid AND v.machine_id = m.id AND v.state = 'HELD'
              WHERE m.state <> 'GONE' AND v.vmid IS NULL
              UNION ALL
              SELECT v.machine_id, CONCAT('released, holds VMID ', v.vmid)
              FROM vmid v JOIN allocation a ON a.machine_id = v.machine_id
              WHERE v.state = 'HELD' AND a.released_at IS NOT NULL AND a.role <> 'TARGET'
                AND NOT EXISTS (SELECT 1 FROM allocation o
                                WHERE o.machine_id = a.machine_id AND o.released_at IS NULL)
              """),
          new Check(
              "a machine that is not gone holds its address, and one that was released none",
              """
              SELECT m.id AS subject, CONCAT(m.state, ' without ', m.private_address) AS found
              FROM machine m
              LEFT JOIN address d ON d.scope = m.subnet AND d.address = m.private_address
                AND d.machine_id = m.id AND d.state <> 'FREE'
              WHERE m.state <> 'GONE' AND d.address IS NULL
              UNION ALL
              SELECT d.machine_id, CONCAT('released, holds ', d.address)
              FROM address d JOIN allocation a ON a.machine_id = d.machine_id
              WHERE d.state <> 'FREE' AND a.released_at IS NOT NULL AND a.role <> 'TARGET'
                AND NOT EXISTS (SELECT 1 FROM allocation o
                                WHERE o.machine_id = a.machine_id AND o.released_at IS NULL)
              """),
          new Check(
              "a machine holds room where it stands, and elsewhere only while it is moved there",
              """
              SELECT m.id AS subject, CONCAT('stands on ', m.node, ', holds ', a.role, ' on ',
                       a.node) AS found
              FROM machine m JOIN allocation a ON a.machine_id = m.id
              WHERE a.released_at IS NULL AND (a.node <> m.node) <> (a.role = 'TARGET')
              UNION ALL
              SELECT a.machine_id, CONCAT('holds room ', COUNT(*), ' times')
              FROM allocation a WHERE a.released_at IS NULL AND a.role <> 'TARGET'
              GROUP BY a.machine_id HAVING COUNT(*) > 1
              """),
          new Check(
              "a machine is billed without a gap and nothing twice",
              """
              SELECT n.machine_id AS subject,
                     CONCAT('billed from ', n.billed_from, ' on ', n.node, ', to ',
                       COALESCE(p.billed_to, 'no end'), ' on ', p.node) AS found
              FROM allocation n JOIN allocation p ON p.machine_id = n.machine_id AND p.id < n.id
              WHERE n.billed_from IS NOT NULL AND p.billed_from IS NOT NULL
                AND (p.billed_to IS NULL OR p.billed_to > n.billed_from
                     OR (p.billed_to < n.billed_from
                         AND NOT EXISTS (SELECT 1 FROM allocation b
                                         WHERE b.machine_id = n.machine_id AND b.id > p.id
                                           AND b.id < n.id)))
              """),
          new Check(
              "an ended operation leaves nothing reserved",
              """
              SELECT o.id AS subject,
                     CONCAT(o.kind, ' ', o.state, ' holds machine ', a.machine_id, ' on ', a.node)
                       AS found
              FROM operation o JOIN allocation a ON a.operation_id = o.id
              WHERE o.state IN ('SUCCEEDED', 'FAILED', 'CANCELLED') AND a.is_current
                AND a.released_at IS NULL AND a.committed_at IS NULL
              """),
          new Check(
              "a machine holds room to grow where it stands, and only while it is changed",
              """
              SELECT g.machine_id AS subject,
                     CONCAT('stands ', m.state, ' on ', m.node, ', grows on ', g.node, ' by ',
                       o.kind, ' ', o.state) AS found
              FROM growth g
              JOIN machine m ON m.id = g.machine_id
              JOIN operation o ON o.id = g.operation_id
              WHERE m.state = 'GONE' OR m.node <> g.node OR o.state <> 'RUNNING'
              """),
          new Check(
              "an ended operation holds no address without a machine",
              """
              SELECT o.id AS subject, CONCAT(o.kind, ' ', o.state, ' claims ', d.address) AS found
              FROM operation o JOIN address d ON d.operation_id = o.id
              WHERE o.state IN ('FAILED', 'CANCELLED') AND d.state <> 'FREE'
                AND d.machine_id IS NULL
              """),
          new Check(
              "no rule is left of a machine that is released",
              """
              SELECT r.id AS subject, CONCAT(r.kind, ' ', r.state, ' at ', r.machine_id) AS found
              FROM traffic_rule r JOIN allocation a ON a.machine_id = r.machine_id
              WHERE r.state <> 'REMOVED' AND a.released_at IS NOT NULL AND a.role <> 'TARGET'
                AND NOT EXISTS (SELECT 1 FROM allocation o
                                WHERE o.machine_id = a.machine_id AND o.released_at IS NULL)
              """));

  /** What the rows contradict; empty when all is well. */
  public List<Difference> differences() {
    return transactions.call(
        handle ->
            Stream.concat(
                    CHECKS.stream().flatMap(check -> run(handle, check).stream()),
                    quotas(handle).stream())
                .toList());
  }

  private static List<Difference> run(Handle handle, Check check) {
    return handle
        .createQuery(check.sql())
        .map(
            (row, context) ->
                new Difference(check.rule(), row.getString("subject"), row.getString("found")))
        .list();
  }

  /** A configuration at rest, and what it holds. */
  public record AtRest(
      String id,
      String accountId,
      String state,
      ConfigurationDocument document,
      @Nested("held") HeldQuota held) {}

  /** A configuration at rest holds what its document asks for; one that was undone nothing. */
  private static List<Difference> quotas(Handle handle) {
    List<Difference> differences = new ArrayList<>();
    handle
        .createQuery(
            """
            SELECT c.* FROM configuration c
            WHERE NOT EXISTS (SELECT 1 FROM operation o
                              WHERE o.configuration_id = c.id AND o.state IN ('QUEUED', 'RUNNING'))
            """)
        .map(ConstructorMapper.of(AtRest.class))
        .forEach(
            c -> {
              boolean undone = c.state().equals("FAILED") || c.state().equals("DELETED");
              HeldQuota due = undone ? HeldQuota.NONE : DocumentQuota.of(c.document());
              if (!due.equals(c.held())) {
                differences.add(
                    new Difference(
                        "a configuration holds what its document asks for",
                        c.id(),
                        "%s holds %s, asks for %s".formatted(c.state(), c.held(), due)));
              }
            });
    return differences;
  }
}
