package io.gridwright.emulator.door;

import io.gridwright.emulator.grid.GridControl;
import io.gridwright.emulator.grid.UnknownNodeException;
import io.gridwright.emulator.guest.runtime.EmulatedGuests;
import io.gridwright.emulator.redfish.Redfish;
import io.gridwright.emulator.socket.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The control door with everything behind it, the nodes' Redfish endpoints included. */
public final class ControlDoor implements AutoCloseable {
  private static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String BEARER = "Bearer ";

  private final Binding bind;
  private final Set<String> names;
  private final SecretFile token;
  private final SecretFile bmcPassword;
  private final Path bmcs;
  private final List<DoorResource> resources;
  private final Redfish redfish;
  private final DoorServer server;

  private ControlDoor(
      Binding bind,
      int port,
      Path data,
      GridControl grid,
      EmulatedGuests guests,
      Redfish.Afterwards afterwards) {
    this.bind = bind;
    this.names = names(bind, grid);
    this.token = SecretFile.at(data.resolve("emulator-token"));
    this.bmcPassword = SecretFile.at(data.resolve("redfish-password"));
    this.resources =
        List.of(
            new MachinesResource(grid, guests),
            new NodesResource(grid),
            new FaultsResource(grid.faults()),
            new ViolationsResource(guests),
            new LoadResource(guests));
    this.redfish = new Redfish(grid, bmcPassword::is, afterwards);
    this.server = new DoorServer(bind, port, this::answer);
    this.bmcs = data.resolve("bmcs");
    listBmcs(grid);
  }

  /**
   * Opens the door.
   *
   * @param bind where; its address and the nodes' names are then names of the door too
   * @param port 0 takes a free one
   * @param data directory for the token, the BMCs' password and their list
   * @param afterwards switches power after a BMC has answered
   */
  public static ControlDoor open(
      Binding bind,
      int port,
      Path data,
      GridControl grid,
      EmulatedGuests guests,
      Redfish.Afterwards afterwards) {
    return new ControlDoor(bind, port, data, grid, guests, afterwards);
  }

  /** A port may be another one after each start, and so the list is written at each. */
  private void listBmcs(GridControl grid) {
    String lines =
        grid.nodes().stream()
            .map(
                node ->
                    "%s http://%s:%d/nodes/%s %s %s%n"
                        .formatted(
                            node.name(),
                            bind.address().isAnyLocalAddress() ? node.name() : bind.host(),
                            server.port(),
                            node.name(),
                            Redfish.USER,
                            bmcPassword.text()))
            .collect(Collectors.joining());
    try {
      SecretFile.write(bmcs, lines);
    } catch (IOException e) {
      close();
      throw new UncheckedIOException("cannot list the BMCs in " + bmcs, e);
    }
  }

  /** What a Host header may say: a browser that was led here by another name is turned away. */
  private static Set<String> names(Binding bind, GridControl grid) {
    Set<String> names = new TreeSet<>(OWN_NAMES);
    names.add(bind.host());
    if (!bind.closed()) {
      grid.nodes().forEach(node -> names.add(node.name()));
    }
    return names;
  }

  /** Where it answers. */
  public URI uri() {
    return URI.create("http://" + bind.host() + ":" + server.port());
  }

  /** File (0600) with the bearer token. */
  public Path tokenFile() {
    return token.path();
  }

  /** File (0600) with the password of every node's BMC; the user is {@code admin}. */
  public Path redfishPasswordFile() {
    return bmcPassword.path();
  }

  /** File (0600) with a line for each node's BMC: {@code NODE URL USER PASSWORD}. */
  public Path bmcFile() {
    return bmcs;
  }

  @Override
  public void close() {
    server.close();
  }

  private DoorAnswer answer(DoorRequest request) {
    if (!request.host().map(this::isOurs).orElse(false)) {
      return DoorAnswer.error(421, "this door answers to " + String.join(", ", names) + " only");
    }
    if (Redfish.isMeant(request.segments())) {
      return fromBmc(request);
    }
    if (!admitted(request)) {
      return DoorAnswer.error(401, "send Authorization: Bearer with the content of the token file")
          .with("WWW-Authenticate", "Bearer");
    }
    return fromResources(request);
  }

  private DoorAnswer fromResources(DoorRequest request) {
    try {
      return resources.stream()
          .map(resource -> resource.answer(request))
          .flatMap(Optional::stream)
          .findFirst()
          .orElseThrow(
              () ->
                  new DoorRefusal(
                      404, "nothing here for " + request.method() + " " + request.path()));
    } catch (UnknownNodeException e) {
      return DoorAnswer.error(404, e.getMessage());
    }
  }

  private DoorAnswer fromBmc(DoorRequest request) {
    return redfish
        .answer(
            new Redfish.Call(
                request.method(), request.segments(), request.authorization(), request.body()))
        .map(said -> new DoorAnswer(said.status(), said.body(), Map.of()))
        .map(
            answer ->
                answer.status() == 401
                    ? answer.with("WWW-Authenticate", "Basic realm=\"redfish\"")
                    : answer)
        .orElse(DoorAnswer.SILENCE);
  }

  private boolean admitted(DoorRequest request) {
    return request
        .authorization()
        .filter(text -> text.startsWith(BEARER))
        .map(text -> token.is(text.substring(BEARER.length()).strip()))
        .orElse(false);
  }

  private boolean isOurs(String host) {
    return names.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
  }
}
