package io.gridwright.proxmox.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's own words, as observed on 9.2. */
class RefusalTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          FORBIDDEN          | Permission check failed (/vms/100, VM.Audit)
          FORBIDDEN          | Permission check failed
          NO_QUORUM          | cluster not ready - no quorum?
          NO_QUORUM          | create pool failed: cfs-lock 'file-user_cfg' error: no quorum!
          NO_QUORUM          | unable to open file '/etc/pve/nodes/pve1/qemu-server/102.conf.tmp.2915' - Permission denied
          LOCK_TIMEOUT       | can't lock file '/var/lock/qemu-server/lock-103.conf' - got timeout
          LOCK_TIMEOUT       | clone failed: cfs-lock 'storage-nfs' error: got lock request timeout
          LOCK_TIMEOUT       | 'storage-nfs'-locked command timed out - aborting
          LOCK_TIMEOUT       | unable to create VM 105 - can't lock file '/var/lock/qemu-server/lock-105.conf' - got timeout
          LOCK_TIMEOUT       | Failed to obtain guest migration lock - replication running?
          LOCKED             | VM is locked (clone)
          CONFIG_CHANGED     | checksum mismatch (file change by other user?)
          CONFIG_CHANGED     | detected modified configuration - file changed by other user? Try again.
          AGENT_NOT_RUNNING  | QEMU guest agent is not running
          AGENT_NOT_RUNNING  | No QEMU guest agent configured
          AGENT_NOT_RUNNING  | VM 100 qga command 'guest-exec' failed - got timeout
          SHUTDOWN_TIMED_OUT | VM quit/powerdown failed - got timeout
          WORKER_NOT_STARTED | got no worker upid - start worker failed
          ALREADY_EXISTS     | unable to create VM 100 - VM 100 already exists on node 'pve1'
          ALREADY_EXISTS     | unable to create VM 131: config file already exists
          ALREADY_EXISTS     | close (rename) atomic file '/etc/pve/nodes/pve1/qemu-server/500.conf' failed: File exists
          ALREADY_EXISTS     | snapshot name 'a1' already used
          ALREADY_EXISTS     | create resource failed: resource ID 'vm:100' already defined
          ALREADY_EXISTS     | Parameter verification failed. vmid: VM 100 already exists
          WRONG_POWER_STATE  | VM 100 already running
          WRONG_POWER_STATE  | VM 100 not running
          WRONG_POWER_STATE  | VM 100 is not running
          WRONG_POWER_STATE  | VM 100 is running - destroy failed
          WRONG_POWER_STATE  | can't migrate running VM without --online
          NOT_FOUND          | Configuration file 'nodes/pve2/qemu-server/105.conf' does not exist
          NOT_FOUND          | unable to find configuration file for VM 4711 on node 'pve1'
          NOT_FOUND          | Parameter verification failed. upid: no such task
          NOT_FOUND          | Parameter verification failed. storage: No such storage.
          NOT_FOUND          | storage 'nope' does not exist
          NOT_FOUND          | no such cluster node 'pve9'
          NOT_FOUND          | resource 'vm:100' does not exist in cluster
          NOT_FOUND          | hostname lookup 'x' failed - failed to get address info for: x: Name or service not known
          NOT_FOUND          | bridge 'vmbr9' does not exist
          OTHER              | can't clone VM to node 'pve2' (VM uses local storage)
          OTHER              | shrinking disks is not supported
          OTHER              | migration aborted
          OTHER              | can't remove VM 103 - protection mode enabled
          """)
  void readsTheServersWords(Refusal expected, String text) {
    assertThat(Refusal.of(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          VM       | Configuration file 'nodes/pve2/qemu-server/105.conf' does not exist
          VM       | unable to find configuration file for VM 4711 on node 'pve1'
          TASK     | no such task
          STORAGE  | storage 'nope' does not exist
          VOLUME   | unable to create VM 101 - volume 'local:1/x.raw' does not exist
          POOL     | delete pool failed: pool 'x' does not exist
          SNAPSHOT | snapshot 'x' does not exist
          NODE     | no such cluster node 'pve9'
          OTHER    | bridge 'vmbr9' does not exist
          """)
  void tellsWhatIsMissing(Missing expected, String text) {
    assertThat(Missing.of(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # status | text                                             | type             | effect in doubt | may pass
          403 | Permission check failed (pool 'x' does not exist)      | Forbidden        | false | false
          400 | hotplug problem - no such bridge                       | HotplugRefused   | true  | false
          400 | value must have a minimum value of 16                  | ParameterInvalid | false | false
          500 | can't lock file '/var/lock/x' - got timeout            | LockTimeout      | false | true
          500 | QEMU guest agent is not running                        | AgentNotRunning  | false | true
          500 | No QEMU guest agent configured                         | AgentNotRunning  | false | false
          500 | VM 100 qga command 'guest-exec' failed - got timeout   | AgentNotRunning  | true  | false
          500 | VM 100 qga command 'guest-ping' failed - got timeout   | AgentNotRunning  | false | true
          500 | something new                                          | Other            | false | false
          597 | connection reset                                       | AnswerLost       | true  | false
          """)
  void choosesTheTypeThatSaysWhatToDo(
      int status, String text, String type, boolean inDoubt, boolean mayPass) {
    Failure failure =
        new Failure("PUT /x", OptionalInt.of(status), text, text, Map.of(), Optional.empty());

    ProxmoxException exception = Classification.of(failure, true);

    assertThat(exception.getClass().getSimpleName()).isEqualTo(type);
    assertThat(exception.effectInDoubt()).isEqualTo(inDoubt);
    assertThat(exception.mayPass()).isEqualTo(mayPass);
  }
}
