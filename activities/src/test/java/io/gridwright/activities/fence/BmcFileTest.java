package io.gridwright.activities.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.domain.grid.NodeName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BmcFileTest {
  @TempDir private Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("bmcs"), text);
  }

  @Test
  void readsALineForEachNode() throws Exception {
    var bmcs =
        BmcFile.read(
            file(
                """
                # rack a
                pve1 https://10.0.9.1 root correct horse

                  pve2\thttps://10.0.9.2/bmc/  admin  p#2\s
                """));

    assertThat(bmcs)
        .hasSize(2)
        .containsEntry(
            new NodeName("pve1"), new Bmc(URI.create("https://10.0.9.1"), "root", "correct horse"))
        .containsEntry(
            new NodeName("pve2"), new Bmc(URI.create("https://10.0.9.2/bmc/"), "admin", "p#2"));
    assertThat(bmcs.get(new NodeName("pve2")).root())
        .isEqualTo(URI.create("https://10.0.9.2/bmc/redfish/v1/"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pve1 https://10.0.9.1 secret                              | line 1: expected NODE URL USER PASSWORD
          pve1 10.0.9.1 root secret                                 | line 1: the URL of a BMC must be
          pve1 https://10.0.9.1 a secret;pve1 https://b root secret | line 2: node pve1 has a BMC already
          """)
  void refusesWhatItCannotUseAndSaysWhere(String lines, String words) throws Exception {
    Path file = file(lines.replace(";", "\n"));

    assertThatThrownBy(() -> BmcFile.read(file))
        .hasMessageContaining(file + ", " + words)
        .hasMessageNotContaining("secret");
  }

  @Test
  void saysThatTheFileCannotBeRead() {
    assertThatThrownBy(() -> BmcFile.read(folder.resolve("nothing")))
        .hasMessageContaining("cannot be read");
  }
}
