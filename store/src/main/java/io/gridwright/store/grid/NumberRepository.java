package io.gridwright.store.grid;

import io.gridwright.domain.account.AccountId;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.domain.grid.Vmid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Rows of the operator's ranges: VMIDs with their tombstones, VLAN tags, subnets. */
@RegisterConstructorMapper(VmidRow.class)
public interface NumberRepository {

  @SqlUpdate(
      """
      UPDATE number_range
      SET lowest = :lowest, highest = :highest, next_free = GREATEST(next_free, :lowest)
      WHERE name = :name
      """)
  void setRange(
      @Bind("name") String name, @Bind("lowest") int lowest, @Bind("highest") int highest);

  /** Takes the row's lock until the transaction ends. */
  @SqlQuery("SELECT next_free FROM number_range WHERE name = :name FOR UPDATE")
  int next(@Bind("name") String name);

  @SqlUpdate(
      """
      UPDATE number_range SET next_free = next_free + :count
      WHERE name = :name AND next_free + :count - 1 <= highest
      """)
  int take(@Bind("name") String name, @Bind("count") int count);

  @SqlUpdate("INSERT INTO vmid (vmid, machine_id, state) VALUES (:vmid, :machine, 'HELD')")
  void holdNew(@Bind("vmid") int vmid, @Bind("machine") MachineId machine);

  @SqlQuery(
      """
      SELECT vmid FROM vmid WHERE state = 'FREE' ORDER BY vmid LIMIT :count FOR UPDATE SKIP LOCKED
      """)
  List<Integer> free(@Bind("count") int count);

  @SqlUpdate(
      """
      UPDATE vmid
      SET state = 'HELD', machine_id = :machine, tombstoned_at = NULL, reusable_at = NULL
      WHERE vmid = :vmid AND state = 'FREE'
      """)
  int holdAgain(@Bind("vmid") int vmid, @Bind("machine") MachineId machine);

  @SqlUpdate(
      """
      UPDATE vmid SET state = 'TOMBSTONED', tombstoned_at = :at, reusable_at = :reusableAt
      WHERE machine_id = :machine AND state = 'HELD'
      """)
  void bury(
      @Bind("machine") MachineId machine,
      @Bind("at") Instant at,
      @Bind("reusableAt") Instant reusableAt);

  @SqlQuery("SELECT * FROM vmid WHERE state = 'TOMBSTONED' ORDER BY vmid")
  List<VmidRow> tombstones();

  @SqlUpdate(
      """
      UPDATE vmid SET state = 'FREE', machine_id = NULL, tombstoned_at = NULL, reusable_at = NULL
      WHERE vmid = :vmid AND state = 'TOMBSTONED' AND reusable_at <= :now
      """)
  int lift(@Bind("vmid") Vmid vmid, @Bind("now") Instant now);

  @SqlQuery("SELECT tag FROM vlan_tag WHERE account_id = :account")
  Optional<Integer> vlanTag(@Bind("account") AccountId account);

  @SqlUpdate("INSERT INTO vlan_tag (tag, account_id) VALUES (:tag, :account)")
  void holdVlanTag(@Bind("tag") int tag, @Bind("account") AccountId account);

  @SqlQuery("SELECT cidr FROM subnet WHERE configuration_id = :configuration")
  Optional<String> subnet(@Bind("configuration") ConfigurationId configuration);

  @SqlUpdate(
      """
      INSERT INTO subnet (number, cidr, account_id, configuration_id)
      VALUES (:number, :cidr, :account, :configuration)
      """)
  void holdSubnet(
      @Bind("number") int number,
      @Bind("cidr") String cidr,
      @Bind("account") AccountId account,
      @Bind("configuration") ConfigurationId configuration);

  @SqlQuery(
      """
      SELECT cidr FROM subnet WHERE configuration_id IS NULL
      ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED
      """)
  Optional<String> freeSubnet();

  @SqlUpdate(
      """
      UPDATE subnet SET account_id = :account, configuration_id = :configuration
      WHERE cidr = :cidr
      """)
  void holdSubnetAgain(
      @Bind("cidr") String cidr,
      @Bind("account") AccountId account,
      @Bind("configuration") ConfigurationId configuration);

  /** Gives a subnet back when the last machine of a configuration that is no more has ended. */
  @SqlUpdate(
      """
      UPDATE subnet SET account_id = NULL, configuration_id = NULL
      WHERE configuration_id = :configuration
        AND EXISTS (SELECT 1 FROM configuration c
                    WHERE c.id = :configuration AND c.state IN ('DELETED', 'FAILED'))
        AND NOT EXISTS (SELECT 1 FROM machine m
                        WHERE m.configuration_id = :configuration AND m.state <> 'GONE')
      """)
  void freeSubnetOfEnded(@Bind("configuration") ConfigurationId configuration);
}
