package io.gridwright.bench.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.bench.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SearchCommandTest {
  @TempDir private Path folder;

  private String error = "";

  private int bench(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("--jar", "none.jar", "--output", folder.resolve("json").toString()));
    all.addAll(Arrays.asList(arguments));
    var standard = System.err;
    var told = new ByteArrayOutputStream();
    System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
    try {
      return new CommandLine(new Main()).execute(all.toArray(String[]::new));
    } finally {
      System.setErr(standard);
      error = told.toString(StandardCharsets.UTF_8);
    }
  }

  /** Ten computers, thirty processes; three of them fill a computer. */
  private Path cloud() throws IOException {
    var text = new StringBuilder("{\"id\": 0, \"computerList\": [");
    for (int c = 0; c < 10; c++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s{\"id\":%d,\"cpuPower\":6,\"memory\":9,\"networkBandwidth\":7,\"cost\":%d}",
              c == 0 ? "" : ",",
              c,
              100 + c));
    }
    text.append("], \"processList\": [");
    for (int p = 0; p < 15; p++) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s{\"id\":%d,\"requiredCpuPower\":2,\"requiredMemory\":3,"
                  + "\"requiredNetworkBandwidth\":1,\"computer\":null}",
              p == 0 ? "" : ",",
              p));
    }
    return Files.writeString(folder.resolve("cloud.json"), text.append("], \"score\": null}"));
  }

  @Test
  void placesTheProcessesAndWritesWhere() throws IOException {
    var file = cloud();
    var out = folder.resolve("out");

    assertThat(bench("cloud-balancing", file.toString(), "--seconds", "1", "--out", out.toString()))
        .isZero();

    int[] computers =
        Arrays.stream(Files.readString(out).trim().split(" "))
            .mapToInt(Integer::parseInt)
            .toArray();
    var verdict = CloudVerifier.verify(file, computers);
    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.cost()).isEqualTo(100 + 101 + 102 + 103 + 104);
    assertThat(folder.resolve("json/cloud-balancing.json")).content().contains("\"cost\" : 510");
  }

  @Test
  void verifierFindsComputersThatAreTooFullOrMissing() throws IOException {
    int[] all = new int[15];
    all[3] = 10;

    assertThat(CloudVerifier.verify(cloud(), all).violations())
        .contains(
            "process 3 is on 10, which is no computer",
            "computer 0 has 6 of cpuPower, its processes need 28");
    assertThat(CloudVerifier.verify(cloud(), new int[2]).violations())
        .containsExactly("2 entries for 15 processes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"computerList": []}                                    | computerList must be a list with entries
          {"computerList": [{"cpuPower": 1, "memory": "a"}]}      | computerList[0].memory is "a", not an integer
          {"computerList": [{"cpuPower": -1}]}                    | computerList[0].cpuPower is -1, not between 0 and 1000000000000
          {"computerList": [{"memory": 1}]}                       | computerList[0].cpuPower is missing
          {"computerList":                                        | the file ends too early
          """)
  void tellsWhatIsWrongWithAFile(String content, String message) throws IOException {
    var file = Files.writeString(folder.resolve("bad.json"), content);

    assertThat(bench("cloud-balancing", file.toString())).isEqualTo(1);
    assertThat(error).startsWith(file.toString()).contains(message);
  }

  @Test
  void endsWrongUsageWithTwo() throws IOException {
    assertThat(bench("cloud-balancing")).isEqualTo(2);
    assertThat(bench("machine-reassignment", "model")).isEqualTo(2);
    assertThat(bench("cloud-balancing", cloud().toString(), "--seconds", "0")).isEqualTo(2);
    assertThat(bench("nonsense")).isEqualTo(2);
  }

  @Test
  void namesAFileThatIsNotThere() {
    var missing = folder.resolve("none").toString();

    assertThat(bench("machine-reassignment", missing, missing)).isEqualTo(1);
    assertThat(error).contains(missing + ": there is no such file");
    assertThat(bench("machine-reassignment", folder.toString(), missing)).isEqualTo(1);
    assertThat(error).contains(folder + " is a folder");
  }
}
