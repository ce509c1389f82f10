package io.gridwright.activities.grid;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.activities.hypervisor.OwnershipMark;
import io.gridwright.domain.configuration.ConfigurationId;
import io.gridwright.domain.grid.MachineId;
import io.gridwright.proxmox.vm.VmConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloneSituationTest {
  private static final OwnershipMark MARK =
      new OwnershipMark(
          new ConfigurationId("configuration-1"),
          "web",
          true,
          new MachineId("machine-1"),
          "installation-1");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # found,     lock,    disk,  clone runs, situation
          nothing,     none,    none,  false,      ABSENT
          nothing,     none,    none,  true,       ABSENT
          ours,        none,    scsi0, false,      OURS
          ours,        none,    scsi0, true,       OURS
          ours,        backup,  scsi0, false,      OURS
          ours,        clone,   none,  true,       BEING_MADE
          ours,        clone,   scsi0, true,       BEING_MADE
          ours,        clone,   none,  false,      HALF_DONE
          unmarked,    clone,   none,  true,       BEING_MADE
          unmarked,    clone,   none,  false,      HALF_DONE
          ours,        none,    none,  false,      HALF_DONE
          unmarked,    none,    scsi0, false,      STRANGER
          unmarked,    none,    scsi0, true,       STRANGER
          another's,   none,    scsi0, false,      STRANGER
          another's,   none,    none,  false,      STRANGER
          """)
  void tellsWhatStandsUnderANumber(
      String found, String lock, String disk, boolean cloneRuns, CloneSituation situation) {
    assertThat(CloneSituation.of(config(found, lock, disk), MARK, cloneRuns)).isEqualTo(situation);
  }

  private static Optional<VmConfig> config(String found, String lock, String disk) {
    if (found.equals("nothing")) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    values.put("memory", "1024");
    if (found.equals("ours")) {
      values.put("name", MARK.name());
      values.put("description", MARK.description());
    }
    if (found.equals("another's")) {
      values.put("name", "web-machine-2");
      values.put("description", MARK.description().replace("machine-1", "machine-2"));
    }
    if (!lock.equals("none")) {
      values.put("lock", lock);
    }
    if (!disk.equals("none")) {
      values.put(disk, "local-lvm:vm-10001-disk-0,size=20G");
    }
    return Optional.of(new VmConfig(values, Optional.empty()));
  }
}
