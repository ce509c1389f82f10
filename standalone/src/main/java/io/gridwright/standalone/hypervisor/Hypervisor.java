package io.gridwright.standalone.hypervisor;

import io.gridwright.standalone.Part;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The grid that machines are built on. */
public interface Hypervisor extends Part {

  /** Entry nodes of the Proxmox VE API. */
  List<URI> entries();

  /** File that holds the API token. */
  Path tokenFile();

  /** Authority that signed the nodes' certificates. */
  Optional<Path> authority();

  /** SHA-256 fingerprints of the nodes' certificates, where no authority is given. */
  List<String> fingerprints();

  /** The nodes' BMCs; empty where none are named. */
  Optional<BmcList> bmcs();

  /**
   * Where BMCs are listed.
   *
   * @param file a secret: a line {@code NODE URL USER PASSWORD} for each
   * @param authority that signed their certificates
   * @param fingerprints of their certificates, where no authority is given
   */
  record BmcList(Path file, Optional<Path> authority, List<String> fingerprints) {}

  /** The emulator's control door and the file with its token; empty on real hardware. */
  Optional<ControlDoor> controlDoor();

  /** Where the emulator is controlled. */
  record ControlDoor(URI address, Path tokenFile) {}
}
