package io.gridwright.standalone.hypervisor;

import io.gridwright.standalone.StartUpException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Proxmox VE cluster named by {@code PROXMOX_URL} and its companions. */
public record ExternalHypervisor(
    List<URI> entries,
    Path tokenFile,
    Optional<Path> authority,
    List<String> fingerprints,
    Optional<BmcList> bmcs)
    implements Hypervisor {

  public static ExternalHypervisor from(Map<String, String> environment) {
    var token = environment.getOrDefault("PROXMOX_TOKEN_FILE", "");
    if (token.isBlank() || !Files.isReadable(Path.of(token))) {
      throw new StartUpException(
          "PROXMOX_URL is set, but PROXMOX_TOKEN_FILE ('%s') is no readable file; it must hold USER@REALM!TOKENID=SECRET."
              .formatted(token));
    }
    return new ExternalHypervisor(
        words(environment, "PROXMOX_URL").map(URI::create).toList(),
        Path.of(token),
        words(environment, "PROXMOX_CA").map(Path::of).findFirst(),
        words(environment, "PROXMOX_FINGERPRINTS").toList(),
        Optional.of(environment.getOrDefault("GRIDWRIGHT_BMC_FILE", ""))
            .filter(file -> !file.isBlank())
            .map(file -> bmcs(Path.of(file), environment)));
  }

  private static BmcList bmcs(Path file, Map<String, String> environment) {
    return new BmcList(
        file,
        words(environment, "GRIDWRIGHT_BMC_CA").map(Path::of).findFirst(),
        words(environment, "GRIDWRIGHT_BMC_FINGERPRINTS").toList());
  }

  private static Stream<String> words(Map<String, String> environment, String variable) {
    return Arrays.stream(environment.getOrDefault(variable, "").split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty());
  }

  @Override
  public Optional<ControlDoor> controlDoor() {
    return Optional.empty();
  }

  @Override
  public String line() {
    return "Hypervisor    Proxmox VE at "
        + entries()
        + " (PROXMOX_URL); nothing of it is ours to lose";
  }

  @Override
  public void close() {
    // not ours to stop
  }
}
