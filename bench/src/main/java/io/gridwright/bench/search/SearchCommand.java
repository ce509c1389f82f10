package io.gridwright.bench.search;

import io.gridwright.bench.output.JsonFile;
import io.gridwright.scheduler.reassign.AssignmentState;
import io.gridwright.scheduler.reassign.Phase;
import io.gridwright.scheduler.reassign.ReassignmentSearch;
import io.gridwright.scheduler.reassign.SearchBudget;
import io.gridwright.scheduler.reassign.SearchResult;
import io.gridwright.scheduler.reassign.roadef.RoadefFormatException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the benches of the search have in common. */
abstract class SearchCommand implements Callable<Integer> {
  private static final int THREADS = 2;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "how long to search (default: ${DEFAULT-VALUE})")
  private double seconds;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where to write the assignment: an index per process, separated by blanks")
  private Path out;

  @Spec private CommandSpec spec;

  abstract SearchReport measure() throws IOException, InterruptedException;

  @Override
  public Integer call() throws Exception {
    if (!(seconds >= 1 && seconds <= 1e6)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--seconds must be between 1 and 1000000");
    }
    try {
      requireWritable();
      var report = measure();
      report.print(System.out);
      System.out.println("  " + report.write(JsonFile.folder(spec)));
      return CommandLine.ExitCode.OK;
    } catch (BadFileException | RoadefFormatException bad) {
      System.err.println(bad.getMessage());
    } catch (NoSuchFileException missing) {
      System.err.println(missing.getFile() + ": there is no such file");
    } catch (AccessDeniedException denied) {
      System.err.println(denied.getFile() + ": may not be read or written");
    } catch (IOException failed) {
      System.err.println(failed.getMessage());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** What reading a folder says does not name it. */
  static void requireFile(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadFileException(file + " is a folder; give the file");
    }
  }

  /** Before the search, which may take long. */
  private void requireWritable() {
    if (out == null) {
      return;
    }
    Path folder = out.toAbsolutePath().getParent();
    if (Files.isDirectory(out) || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new BadFileException(
          "%s cannot be written: give --out a file in a folder that exists".formatted(out));
    }
  }

  /** The launcher tells it to the bench, not to its subcommands. */
  SearchResult search(AssignmentState state, List<? extends Phase> phases)
      throws InterruptedException {
    var line = new ProgressLine(System.err, System.console() != null, seconds);
    var found =
        new ReassignmentSearch(state, phases, line)
            .run(SearchBudget.ofSeconds(seconds, THREADS, 1));
    line.end();
    return found;
  }

  void write(int[] assignment) throws IOException {
    if (out != null) {
      Files.writeString(
          out,
          Arrays.stream(assignment).mapToObj(Integer::toString).collect(Collectors.joining(" "))
              + "\n");
    }
  }
}
