package io.gridwright.proxmox.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionsTest {
  private static final Permissions HELD =
      new Permissions(
          Map.of(
              "/", Set.of("Sys.Audit"),
              "/vms", Set.of("VM.Audit", "VM.Clone"),
              "/vms/102", Set.of("VM.Audit")));

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          # path,      privilege, held
          /,           Sys.Audit, true
          /nodes/pve1, Sys.Audit, true
          /vms/100,    VM.Clone,  true
          /vms/102,    VM.Clone,  false
          /vms/102,    VM.Audit,  true
          /storage/x,  VM.Audit,  false
          """)
  void looksAtTheNearestPathThatIsListed(String path, String privilege, boolean held) {
    assertThat(HELD.holds(path, privilege)).isEqualTo(held);
  }
}
