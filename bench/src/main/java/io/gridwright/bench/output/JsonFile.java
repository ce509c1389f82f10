package io.gridwright.bench.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** One file for each bench, in the folder that the launcher chose. */
public final class JsonFile {
  private JsonFile() {}

  /** The folder of a bench that is a command below the launcher's own. */
  public static Path folder(CommandSpec command) {
    return command.parent().findOption("--output").getValue();
  }

  /** Writes {@code NAME.json}; returns the file. */
  public static Path write(Path folder, String name, Object values) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name + ".json");
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), values);
    return file;
  }
}
