package io.gridwright.bench.search;

import io.gridwright.scheduler.reassign.cloud.CloudBound;
import io.gridwright.scheduler.reassign.cloud.CloudInstance;
import io.gridwright.scheduler.reassign.cloud.CloudState;
import io.gridwright.scheduler.reassign.cloud.FirstFit;
import io.gridwright.scheduler.reassign.cloud.PackingPhase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bench cloud-balancing}. */
@Command(
    name = "cloud-balancing",
    mixinStandardHelpOptions = true,
    description = "Places processes on computers that cost when used at all.")
public final class CloudBalancing extends SearchCommand {
  @Parameters(paramLabel = "FILE", description = "JSON of OptaPlanner's cloud balancing")
  private Path file;

  /**
   * What fits on no empty computer fits in no order either; whoever made the file is told which.
   */
  private void requireComputerForEach(CloudInstance instance) {
    for (int p = 0; p < instance.processes().size(); p++) {
      long[] need = instance.processes().get(p).need();
      if (instance.computers().stream().noneMatch(c -> holds(c.capacity(), need))) {
        throw new BadFileException(
            "%s: processList[%d] needs more than any computer has".formatted(file, p));
      }
    }
  }

  private static boolean holds(long[] capacity, long[] need) {
    return IntStream.range(0, need.length).allMatch(r -> need[r] <= capacity[r]);
  }

  @Override
  SearchReport measure() throws IOException, InterruptedException {
    requireFile(file);
    var instance = CloudFile.read(file);
    requireComputerForEach(instance);
    int[] initial =
        FirstFit.of(instance)
            .orElseThrow(
                () ->
                    new BadFileException(
                        file + ": first-fit finds no computer for some process, in any order"));
    var found = search(new CloudState(instance, initial), List.of(new PackingPhase(instance)));
    var report =
        new SearchReport(
            "cloud-balancing",
            "%s, %d computers, %d processes"
                .formatted(
                    file.getFileName(), instance.computers().size(), instance.processes().size()),
            CloudVerifier.verify(file, initial).costOrThrow("first-fit"),
            CloudVerifier.verify(file, found.climbed()).costOrThrow("hill climbing"),
            found.climbedSeconds(),
            CloudVerifier.verify(file, found.assignment()).costOrThrow("the search"),
            CloudBound.of(instance),
            found.seconds());
    write(found.assignment());
    return report;
  }
}
