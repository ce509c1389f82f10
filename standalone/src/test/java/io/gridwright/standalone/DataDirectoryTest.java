package io.gridwright.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path folder;

  @Test
  void neverEmptiesAFolderThatIsNotItsOwn() throws IOException {
    var diary = Files.writeString(folder.resolve("diary.txt"), "mine");

    assertThatThrownBy(() -> DataDirectory.open(folder, true))
        .isInstanceOf(StartUpException.class)
        .hasMessageContaining("not Gridwright's")
        .hasMessageContaining("--data");

    assertThat(diary).hasContent("mine");
  }

  @Test
  void emptiesItsOwnButKeepsTheTools() throws IOException {
    DataDirectory.open(folder, false).close();
    Files.createDirectories(folder.resolve("tools/temporal"));
    Files.writeString(folder.resolve("endpoints.json"), "{}");

    DataDirectory.open(folder, true).close();

    assertThat(folder.resolve("endpoints.json")).doesNotExist();
    assertThat(folder.resolve("tools/temporal")).exists();
  }

  @Test
  void refusesASecondInstanceOnTheSameFolder() {
    try (var first = DataDirectory.open(folder, false)) {
      assertThat(first.root()).exists();
      assertThatThrownBy(() -> DataDirectory.open(folder, false))
          .isInstanceOf(StartUpException.class)
          .hasMessageContaining("Another instance");
    }
  }
}
