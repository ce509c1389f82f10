package io.gridwright.emulator.guest.runtime;

import io.gridwright.emulator.guest.GuestMachine;
import io.gridwright.emulator.guest.disk.GuestDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is installed in a guest, as its image's name tells. */
enum GuestKind {
  WEB(List.of("nginx", "tomcat", "apache2", "node", "networking")),
  DATABASE(List.of("mysql", "mariadb", "networking")),
  BALANCER(List.of("haproxy", "networking"));

  private static final String MARKER = "/etc/gridwright/image";

  private final List<String> units;

  GuestKind(List<String> units) {
    this.units = units;
  }

  List<String> units() {
    return units;
  }

  /**
   * Looks at the file {@code image} that a template's disk carries and its clones inherit; then at
   * what was kept at the first power-on, since a clone's tags are its owner's; then at the tag
   * {@code image-…}; then at the name.
   */
  static GuestKind of(GuestMachine machine, GuestDisk disk) {
    String carried = carriedByTemplate(machine.diskDirectory().resolve("image"));
    if (!carried.isEmpty()) {
      return ofImage(carried);
    }
    Optional<String> tagged = tagged(machine);
    if (disk.text(MARKER).isBlank()) {
      tagged.ifPresent(image -> disk.write(MARKER, image.getBytes(StandardCharsets.UTF_8)));
    }
    String kept = disk.text(MARKER).strip();
    return ofImage(kept.isEmpty() ? machine.name() : kept);
  }

  private static Optional<String> tagged(GuestMachine machine) {
    return Stream.of(machine.config().getOrDefault("tags", "").split("[;, ]"))
        .filter(tag -> tag.startsWith("image-"))
        .map(tag -> tag.substring("image-".length()))
        .findFirst();
  }

  private static String carriedByTemplate(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the image's name from " + file, e);
    }
  }

  static GuestKind ofImage(String image) {
    String name = image.toLowerCase(Locale.ROOT);
    if (name.contains("haproxy") || name.contains("balancer")) {
      return BALANCER;
    }
    boolean database =
        Stream.of("mysql", "mariadb", "postgres", "database", "mongo").anyMatch(name::contains);
    return database ? DATABASE : WEB;
  }
}
