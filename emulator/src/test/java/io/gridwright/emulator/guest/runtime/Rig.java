package io.gridwright.emulator.guest.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.emulator.grid.MachineView;
import io.gridwright.emulator.guest.AgentAnswer;
import io.gridwright.emulator.guest.AgentCall;
import io.gridwright.emulator.guest.GuestMachine;
import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.socket.Binding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A guest runtime on free ports with machines powered by hand, as the core would. */
public final class Rig implements AutoCloseable {
  private static final AtomicLong PROCESS_IDS = new AtomicLong();

  private final Path data;
  private final EmulatedGuests guests;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();

  public Rig(Path data) {
    this(data, Optional.empty());
  }

  /** An empty text as HAProxy's path takes the small proxy. */
  public Rig(Path data, Optional<String> haproxy) {
    this.data = data;
    this.guests =
        EmulatedGuests.start(
            new GuestSettings(data, Binding.LOOPBACK, 0, 0, 65536, haproxy, Clock.systemUTC()));
  }

  public EmulatedGuests guests() {
    return guests;
  }

  /** A machine that runs on node pve1 in VLAN 101 without firewall. */
  public Machine machine(int vmid, String image, String component, String address) {
    return new Machine(
        new GuestMachine(
            vmid,
            "pve1",
            component,
            "gridwright: configuration=shop; component=%s; stateless=%s"
                .formatted(component, !image.contains("mysql")),
            true,
            true,
            Instant.now(),
            PROCESS_IDS.incrementAndGet(),
            Map.of(
                "tags",
                "image-" + image,
                "memory",
                "1024",
                "net0",
                "virtio=BC:24:11:00:00:01,bridge=vmbr0,tag=101",
                "ipconfig0",
                "ip=" + address + "/24,gw=10.1.0.1"),
            Map.of(),
            List.of(),
            Map.of(),
            disk(vmid)));
  }

  private Path disk(int vmid) {
    try {
      return Files.createDirectories(data.resolve("disks").resolve(Integer.toString(vmid)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    guests.close();
  }

  /** One machine, with what a test does to it; each change tells the runtime. */
  public final class Machine {
    private GuestMachine state;
    private Map<String, List<Map<String, String>>> sets = Map.of();

    private Machine(GuestMachine state) {
      this.state = state;
    }

    public int vmid() {
      return state.vmid();
    }

    /** The machine as the core lists it. */
    public MachineView view(boolean powered) {
      return new MachineView(
          state.vmid(),
          state.node(),
          state.name(),
          powered ? "running" : "stopped",
          Optional.empty(),
          false,
          List.of(),
          state.description(),
          1024,
          powered ? Optional.of(state.startedAt()) : Optional.empty(),
          state.config());
    }

    public Machine on() {
      guests.poweredOn(state);
      return this;
    }

    public Machine off() {
      guests.poweredOff(state.vmid());
      return this;
    }

    public Machine onNode(String node) {
      return with(state.config(), node, true, state.firewallOptions(), state.firewallRules());
    }

    public Machine connected(boolean connected) {
      return with(
          state.config(), state.node(), connected, state.firewallOptions(), state.firewallRules());
    }

    public Machine net0(String more) {
      var config = new java.util.HashMap<>(state.config());
      config.put("net0", "virtio=BC:24:11:00:00:01,bridge=vmbr0," + more);
      return with(
          config,
          state.node(),
          state.nodeConnected(),
          state.firewallOptions(),
          state.firewallRules());
    }

    /** Lets in only what the rules accept; {@code net0} must have {@code firewall=1}. */
    public Machine dropAllBut(List<Map<String, String>> rules) {
      return with(
          state.config(),
          state.node(),
          state.nodeConnected(),
          Map.of("enable", "1", "policy_in", "DROP"),
          rules);
    }

    /** Lets the card net0, which must have {@code firewall=1}, use only these addresses. */
    public Machine mayUse(String... addresses) {
      List<Map<String, String>> entries =
          Stream.of(addresses).map(address -> Map.of("cidr", address)).toList();
      sets = Map.of("ipfilter-net0", entries);
      return with(
          state.config(),
          state.node(),
          state.nodeConnected(),
          Map.of("enable", "1", "ipfilter", "1", "policy_in", "ACCEPT"),
          state.firewallRules());
    }

    private Machine with(
        Map<String, String> config,
        String node,
        boolean connected,
        Map<String, String> options,
        List<Map<String, String>> rules) {
      state =
          new GuestMachine(
              state.vmid(),
              node,
              state.name(),
              state.description(),
              true,
              connected,
              state.startedAt(),
              state.processId(),
              config,
              options,
              rules,
              sets,
              state.diskDirectory());
      guests.changed(state);
      return this;
    }

    public Machine write(String path, String text) {
      assertThat(agent(new AgentCall.FileWrite(path, text.getBytes(StandardCharsets.UTF_8))))
          .isEqualTo(new AgentAnswer.Done());
      return this;
    }

    public AgentAnswer agent(AgentCall call) {
      return guests.agent(vmid(), call);
    }

    /** Starts a program through the agent and waits for its end. */
    public AgentAnswer.Exited exec(String... command) {
      AgentAnswer started = agent(new AgentCall.Exec(List.of(command), ""));
      assertThat(started).isInstanceOf(AgentAnswer.Started.class);
      int pid = ((AgentAnswer.Started) started).pid();
      return Awaitility.await()
                  .atMost(Duration.ofSeconds(20))
                  .pollInterval(Duration.ofMillis(10))
                  .until(
                      () -> agent(new AgentCall.ExecStatus(pid)),
                      AgentAnswer.Exited.class::isInstance)
              instanceof AgentAnswer.Exited exited
          ? exited
          : null;
    }

    /** Runs a script of the toolkit, written first as the engine does. */
    public AgentAnswer.Exited script(String name, String... arguments) {
      String path = "/usr/local/lib/gridwright/" + name;
      write(path, "#!/bin/sh\n");
      var command = new java.util.ArrayList<>(List.of("/bin/sh", path));
      command.addAll(List.of(arguments));
      return exec(command.toArray(String[]::new));
    }

    /** Where the outside reaches an address of the machine. */
    public String at(String address, int port) {
      String at =
          guests
              .reachable(vmid())
              .getOrDefault(Ipv4.parse(address).orElseThrow(), Map.of())
              .get(port);
      assertThat(at).as("%s:%d of machine %d", address, port, vmid()).isNotNull();
      return at;
    }
  }

  /** The body of a page, fetched over a connection of its own. */
  public String get(String at, String path) throws IOException, InterruptedException {
    return fetch(at, path).body();
  }

  public HttpResponse<String> fetch(String at, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + at + path)).timeout(Duration.ofSeconds(5));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
