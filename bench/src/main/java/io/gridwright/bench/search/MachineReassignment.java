package io.gridwright.bench.search;

import io.gridwright.scheduler.reassign.roadef.RoadefBound;
import io.gridwright.scheduler.reassign.roadef.RoadefInstance;
import io.gridwright.scheduler.reassign.roadef.RoadefPhases;
import io.gridwright.scheduler.reassign.roadef.RoadefReader;
import io.gridwright.scheduler.reassign.roadef.RoadefState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bench machine-reassignment}. */
@Command(
    name = "machine-reassignment",
    mixinStandardHelpOptions = true,
    description = "Improves an assignment of the ROADEF/EURO challenge 2012.")
public final class MachineReassignment extends SearchCommand {
  @Parameters(index = "0", paramLabel = "MODEL", description = "machines, services, processes")
  private Path model;

  @Parameters(index = "1", paramLabel = "ASSIGNMENT", description = "where processes are at first")
  private Path assignment;

  @Override
  SearchReport measure() throws IOException, InterruptedException {
    requireFile(model);
    requireFile(assignment);
    var instance = readModel();
    int[] initial = readAssignment(instance);
    long initialCost = RoadefVerifier.verify(model, initial, initial).costOrThrow(assignment + "");
    var state = new RoadefState(instance, initial);
    var found = search(state, RoadefPhases.of(instance, initial));
    var report =
        new SearchReport(
            "machine-reassignment",
            "%s, %d machines, %d processes"
                .formatted(model.getFileName(), state.machines(), state.processes()),
            initialCost,
            RoadefVerifier.verify(model, initial, found.climbed()).costOrThrow("hill climbing"),
            found.climbedSeconds(),
            RoadefVerifier.verify(model, initial, found.assignment()).costOrThrow("the search"),
            RoadefBound.of(instance),
            found.seconds());
    write(found.assignment());
    return report;
  }

  private RoadefInstance readModel() throws IOException {
    try (var reader = Files.newBufferedReader(model)) {
      return RoadefReader.model(model.toString(), reader);
    }
  }

  private int[] readAssignment(RoadefInstance instance) throws IOException {
    try (var reader = Files.newBufferedReader(assignment)) {
      return RoadefReader.assignment(assignment.toString(), reader, instance);
    }
  }
}
