package io.gridwright.emulator.guest.runtime;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gridwright.emulator.guest.AgentAnswer;
import io.gridwright.emulator.guest.AgentCall;
import io.gridwright.emulator.guest.GuestCounters;
import io.gridwright.emulator.guest.GuestMachine;
import io.gridwright.emulator.guest.GuestRuntime;
import io.gridwright.emulator.guest.address.CardAddress;
import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.address.NetworkCard;
import io.gridwright.emulator.guest.balancer.Balancers;
import io.gridwright.emulator.guest.network.Fabric;
import io.gridwright.emulator.guest.network.Wires;
import io.gridwright.emulator.guest.program.Program;
import io.gridwright.emulator.guest.program.Programs;
import io.gridwright.emulator.guest.service.DatabaseEngine;
import io.gridwright.emulator.guest.service.Load;
import io.gridwright.emulator.guest.violation.Violation;
import io.gridwright.emulator.guest.violation.ViolationKind;
import io.gridwright.emulator.guest.violation.Violations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All guests of the grid. A machine that gets power boots, after the boot time its agent answers
 * and its services can be reached; when the power goes all of it ends at once.
 */
public final class EmulatedGuests implements GuestRuntime {
  /**
   * Read through the agent: where the outside reaches this guest. A real guest has no such file.
   */
  public static final String REACHABLE_FILE = "/run/gridwright/reachable.json";

  private static final Logger LOG = LoggerFactory.getLogger(EmulatedGuests.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration DELETED_SWEEP = Duration.ofSeconds(1);

  private final GuestSettings settings;
  private final Wires wires = new Wires();
  private final Violations violations;
  private final Fabric fabric;
  private final Balancers balancers;
  private final Loads loads = new Loads();
  private final Map<Integer, Guest> running = new ConcurrentHashMap<>();
  private final Map<Integer, Path> disksOfStopped = new ConcurrentHashMap<>();
  private final WriteWatch writeWatch;
  private final Surroundings surroundings = new Around();

  private EmulatedGuests(GuestSettings settings) {
    this.settings = settings;
    this.violations = new Violations(settings.data().resolve("violations.jsonl"), settings.time());
    this.fabric =
        new Fabric(
            wires,
            settings.bind(),
            settings.data().resolve("guest-ports.properties"),
            settings.firstPort(),
            settings.latency(),
            violations);
    this.balancers = new Balancers(settings.data(), settings.haproxy());
    this.writeWatch = new WriteWatch(running::values, violations);
  }

  /** Starts the runtime; no guest runs before the core says so. */
  public static EmulatedGuests start(GuestSettings settings) {
    EmulatedGuests guests = new EmulatedGuests(settings);
    long period = DELETED_SWEEP.toMillis();
    guests
        .wires
        .timer()
        .scheduleWithFixedDelay(
            () -> guests.wires.work().execute(guests::forgetDeleted),
            period,
            period,
            TimeUnit.MILLISECONDS);
    return guests;
  }

  @Override
  public void poweredOn(GuestMachine machine) {
    Guest guest = new Guest(machine, surroundings);
    Guest earlier = running.put(machine.vmid(), guest);
    if (earlier != null) {
      earlier.cut();
    }
    disksOfStopped.remove(machine.vmid());
    judgeMemory(guest);
    Duration ran = Duration.between(machine.startedAt(), settings.time().instant());
    Duration left = settings.boot().minus(ran);
    guest.change(machine);
    if (left.isNegative() || left.isZero()) {
      boot(guest);
    } else {
      wires
          .timer()
          .schedule(
              () -> wires.work().execute(() -> boot(guest)),
              left.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  /** The edge of a boot: a guest that cannot boot is one whose agent never answers. */
  private static void boot(Guest guest) {
    try {
      guest.boot();
    } catch (RuntimeException e) {
      LOG.error("machine {} does not boot", guest.machine().vmid(), e);
    }
  }

  @Override
  public void changed(GuestMachine machine) {
    Optional.ofNullable(running.get(machine.vmid())).ifPresent(guest -> guest.change(machine));
  }

  @Override
  public void poweredOff(int vmid) {
    Guest guest = running.remove(vmid);
    if (guest != null) {
      guest.cut();
      disksOfStopped.put(vmid, guest.machine().diskDirectory());
    }
  }

  @Override
  public boolean agentAnswers(int vmid) {
    return find(vmid).map(Guest::up).orElse(false);
  }

  @Override
  public AgentAnswer agent(int vmid, AgentCall call) {
    return find(vmid)
        .filter(Guest::up)
        .map(guest -> carryOut(guest, call))
        .orElseGet(() -> new AgentAnswer.Refused("guest agent is not available"));
  }

  @Override
  public GuestCounters counters(int vmid) {
    return find(vmid).map(Guest::counters).orElse(GuestCounters.NONE);
  }

  @Override
  public void delay(String node, Duration roundTrip) {
    fabric.delay(node, roundTrip);
  }

  /** What must never have happened, oldest first. */
  public List<Violation> violations() {
    return violations.list();
  }

  /** The addresses of a running guest; empty when it does not run. */
  public List<String> addresses(int vmid) {
    return find(vmid).map(Guest::addresses).orElse(List.of()).stream()
        .map(address -> address.address().toString())
        .distinct()
        .toList();
  }

  /** Where the outside reaches a machine, by address and port; kept while the machine is off. */
  public Map<Ipv4, Map<Integer, String>> reachable(int vmid) {
    return fabric.reachable(vmid);
  }

  /**
   * Makes the running guests of a component look loaded; bytes are added to their counters now.
   *
   * @return how many guests of the component run
   */
  public int load(String configuration, String component, Load load, long bytesIn, long bytesOut) {
    loads.set(configuration, component, load);
    int met = 0;
    for (Guest guest : running.values()) {
      if (guest.owner().configuration().equals(configuration)
          && guest.owner().component().equals(component)) {
        guest.meter().add(bytesIn, bytesOut);
        met++;
      }
    }
    return met;
  }

  /** The HAProxy in use, or empty where the small proxy stands in. */
  public Optional<String> haproxy() {
    return balancers.program();
  }

  @Override
  public void close() {
    List.copyOf(running.values()).forEach(Guest::cut);
    running.clear();
    balancers.close();
    fabric.close();
    wires.close();
  }

  private Optional<Guest> find(int vmid) {
    return Optional.ofNullable(running.get(vmid));
  }

  private AgentAnswer carryOut(Guest guest, AgentCall call) {
    if (call instanceof AgentCall.Exec exec) {
      return execute(guest, exec.command());
    } else if (call instanceof AgentCall.ExecStatus status) {
      return guest.processes().status(status.pid());
    } else if (call instanceof AgentCall.FileWrite write) {
      guest.disk().write(write.path(), write.content());
      guest.written(write.path());
      return new AgentAnswer.Done();
    } else if (call instanceof AgentCall.FileRead read) {
      return read(guest, read.path());
    } else if (call instanceof AgentCall.NetworkInterfaces) {
      return interfaces(guest);
    }
    return new AgentAnswer.Done();
  }

  private static AgentAnswer execute(Guest guest, List<String> command) {
    Optional<Program> program = Programs.find(guest, command.get(0));
    if (program.isEmpty()) {
      return new AgentAnswer.Refused(
          "Failed to execute child process \u201c%s\u201d (No such file or directory)"
              .formatted(command.get(0)));
    }
    List<String> arguments = command.subList(1, command.size());
    return guest.processes().start(() -> program.get().run(guest, arguments));
  }

  private AgentAnswer read(Guest guest, String path) {
    Optional<byte[]> content =
        path.equals(REACHABLE_FILE)
            ? Optional.of(reachableJson(guest).getBytes(StandardCharsets.UTF_8))
            : guest.disk().read(path);
    return content
        .<AgentAnswer>map(AgentAnswer.Content::new)
        .orElseGet(
            () ->
                new AgentAnswer.Refused(
                    "failed to open file '%s' (mode: 'r'): No such file or directory"
                        .formatted(path)));
  }

  private String reachableJson(Guest guest) {
    ObjectNode answer = JSON.createObjectNode();
    var items = answer.putArray("reachable");
    fabric
        .reachable(guest.machine().vmid())
        .forEach(
            (address, ports) ->
                ports.forEach(
                    (port, at) ->
                        items
                            .addObject()
                            .put("address", address.toString())
                            .put("port", port)
                            .put("at", at)));
    return answer.toString();
  }

  private static AgentAnswer interfaces(Guest guest) {
    List<AgentAnswer.Interface> interfaces = new ArrayList<>();
    interfaces.add(
        new AgentAnswer.Interface(
            "lo", "00:00:00:00:00:00", List.of(new AgentAnswer.Address("127.0.0.1", 8))));
    for (NetworkCard card : GuestAddresses.cards(guest.machine().config())) {
      List<AgentAnswer.Address> addresses =
          guest.addresses().stream()
              .filter(address -> address.card().index() == card.index())
              .map(CardAddress::cidr)
              .map(cidr -> new AgentAnswer.Address(cidr.address().toString(), cidr.prefix()))
              .toList();
      interfaces.add(new AgentAnswer.Interface("eth" + card.index(), card.mac(), addresses));
    }
    return new AgentAnswer.Interfaces(interfaces);
  }

  private void judgeMemory(Guest started) {
    String node = started.machine().node();
    long needed =
        running.values().stream()
            .filter(guest -> guest.machine().node().equals(node))
            .mapToLong(Guest::memoryMib)
            .sum();
    if (needed > settings.nodeMemoryMib()) {
      violations.record(
          ViolationKind.START_WITHOUT_MEMORY,
          node,
          List.of(started.machine().vmid()),
          "machine %d was started on %s, whose guests now need %d MiB of %d MiB"
              .formatted(started.machine().vmid(), node, needed, settings.nodeMemoryMib()));
    }
  }

  /** The core deletes a machine's disk with the machine; nobody else tells of it. */
  private void forgetDeleted() {
    disksOfStopped.forEach(
        (vmid, disk) -> {
          if (!Files.isDirectory(disk) && disksOfStopped.remove(vmid, disk)) {
            fabric.forget(vmid);
          }
        });
  }

  private final class Around implements Surroundings {
    @Override
    public Wires wires() {
      return wires;
    }

    @Override
    public Fabric fabric() {
      return fabric;
    }

    @Override
    public Balancers balancers() {
      return balancers;
    }

    @Override
    public Loads loads() {
      return loads;
    }

    @Override
    public boolean aloneIn(Guest guest) {
      return writeWatch.aloneIn(guest);
    }

    @Override
    public DatabaseEngine.Witness witnessOf(Guest guest) {
      return new DatabaseEngine.Witness() {
        @Override
        public void accepted(String key) {
          writeWatch.accepted(guest, key);
        }

        @Override
        public void roleChanged() {
          writeWatch.rolesChanged();
        }
      };
    }

    @Override
    public void rolesChanged() {
      writeWatch.rolesChanged();
    }
  }
}
