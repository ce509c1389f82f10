package io.gridwright.standalone.hypervisor;

import io.gridwright.emulator.Emulator;
import io.gridwright.emulator.EmulatorConfiguration;
import io.gridwright.standalone.DataDirectory;
import io.gridwright.standalone.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The emulated grid, in this process, with its state under the data folder. */
public final class EmulatedHypervisor implements Hypervisor {
  private static final String VARIABLE = "GRIDWRIGHT_EMULATOR_PORT";

  private final Emulator emulator;
  private final int nodes;

  private EmulatedHypervisor(Emulator emulator, int nodes) {
    this.emulator = emulator;
    this.nodes = nodes;
  }

  public static EmulatedHypervisor start(DataDirectory data, int port, int nodes, double latency) {
    for (var i = 0; i <= nodes; i++) {
      Ports.requireFree(
          port + i, i == 0 ? "the emulator's control door" : "emulated node " + i, VARIABLE);
    }
    return new EmulatedHypervisor(
        Emulator.start(
            EmulatorConfiguration.in(data.folder("emulator"))
                .onPort(port)
                .withNodes(nodes)
                .withLatency(latency)),
        nodes);
  }

  @Override
  public List<URI> entries() {
    return emulator.nodeUrls();
  }

  @Override
  public Path tokenFile() {
    return emulator.proxmoxTokenFile();
  }

  @Override
  public Optional<Path> authority() {
    return Optional.of(emulator.caFile());
  }

  @Override
  public List<String> fingerprints() {
    return List.of();
  }

  @Override
  public Optional<BmcList> bmcs() {
    return Optional.of(new BmcList(emulator.bmcFile(), Optional.empty(), List.of()));
  }

  @Override
  public Optional<ControlDoor> controlDoor() {
    return Optional.of(new ControlDoor(emulator.controlDoor(), emulator.controlTokenFile()));
  }

  @Override
  public String line() {
    return "Hypervisor    emulated Proxmox VE, %d nodes from %s, control door %s; kept on restart"
        .formatted(nodes, entries().get(0), emulator.controlDoor());
  }

  @Override
  public void close() {
    emulator.close();
  }
}
