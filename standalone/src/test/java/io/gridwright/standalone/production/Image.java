package io.gridwright.standalone.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder {@code /opt/gridwright} of the container image, laid out by the COPY lines of the
 * {@code Dockerfile} from what {@code mvn package} has left.
 */
record Image(Path root) {
  /** The repository; tests run in the folder of their module. */
  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> PROGRAMS = List.of("api", "worker");

  /** Skips the test, visibly, where nothing was packaged. */
  static void requirePackaged() {
    for (var program : PROGRAMS) {
      assumeThat(REPOSITORY.resolve("%s/target/gridwright-%s.jar".formatted(program, program)))
          .as("made by mvn package")
          .exists();
    }
  }

  static Image assembledIn(Path root) throws IOException {
    var dockerfile = Files.readString(REPOSITORY.resolve("Dockerfile")).replaceAll("\\\\\n", " ");
    for (var line : dockerfile.lines().toList()) {
      var words = List.of(line.split("\\s+"));
      if (words.get(0).equals("COPY") && !words.contains(".")) {
        copy(words.stream().skip(1).filter(word -> !word.startsWith("--")).toList(), root);
      }
    }
    return new Image(root);
  }

  /** Sources, and last where to; a folder stands for what is in it, as in a Dockerfile. */
  private static void copy(List<String> words, Path root) throws IOException {
    var destination = words.get(words.size() - 1);
    var target = root.resolve(destination.substring(1));
    for (var word : words.subList(0, words.size() - 1)) {
      var source = onlyOne(word);
      if (Files.isDirectory(source)) {
        try (var files = Files.list(source)) {
          for (var file : files.toList()) {
            link(target.resolve(file.getFileName()), file);
          }
        }
      } else {
        link(destination.endsWith("/") ? target.resolve(source.getFileName()) : target, source);
      }
    }
  }

  private static Path onlyOne(String word) throws IOException {
    var path = REPOSITORY.resolve(word.replaceFirst("^/source/", "")).normalize();
    var glob = FileSystems.getDefault().getPathMatcher("glob:" + path.getFileName());
    try (var beside = Files.list(path.getParent())) {
      var found = beside.filter(candidate -> glob.matches(candidate.getFileName())).toList();
      assertThat(found).as("what the Dockerfile calls %s", word).hasSize(1);
      return found.get(0);
    }
  }

  /** What is copied twice must be the same twice: api and worker share a folder of libraries. */
  private static void link(Path target, Path source) throws IOException {
    if (Files.exists(target)) {
      assertThat(Files.mismatch(target, source)).as("%s against %s", source, target).isEqualTo(-1);
      return;
    }
    Files.createDirectories(target.getParent());
    Files.createSymbolicLink(target, source);
  }

  Path home() {
    return root.resolve("opt/gridwright");
  }

  Path entrypoint() {
    return home().resolve("entrypoint");
  }
}
