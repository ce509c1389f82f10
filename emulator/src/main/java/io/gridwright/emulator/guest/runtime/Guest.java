package io.gridwright.emulator.guest.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gridwright.emulator.guest.GuestCounters;
import io.gridwright.emulator.guest.GuestMachine;
import io.gridwright.emulator.guest.address.CardAddress;
import io.gridwright.emulator.guest.address.InterfacesFile;
import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.address.Ownership;
import io.gridwright.emulator.guest.balancer.Balancer;
import io.gridwright.emulator.guest.balancer.BalancerNetwork;
import io.gridwright.emulator.guest.disk.GuestDisk;
import io.gridwright.emulator.guest.network.PacketFilter;
import io.gridwright.emulator.guest.network.Service;
import io.gridwright.emulator.guest.network.Station;
import io.gridwright.emulator.guest.network.TrafficMeter;
import io.gridwright.emulator.guest.network.Wires;
import io.gridwright.emulator.guest.program.GuestSystem;
import io.gridwright.emulator.guest.service.Database;
import io.gridwright.emulator.guest.service.DatabaseEngine;
import io.gridwright.emulator.guest.service.DatabaseService;
import io.gridwright.emulator.guest.service.LinkProbe;
import io.gridwright.emulator.guest.service.Load;
import io.gridwright.emulator.guest.service.WebService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process of a machine, from power-on to power-off. */
final class Guest implements GuestSystem, BalancerNetwork {
  private static final Logger LOG = LoggerFactory.getLogger(Guest.class);
  private static final String INTERFACES = "/etc/network/interfaces.d/gridwright.cfg";
  private static final String SERVICES = "/etc/gridwright/services.json";
  private static final String MOST_MEMORY = "/etc/emulator/most-memory";
  private static final Pattern DISK_SIZE = Pattern.compile(",size=(\\d{1,15})([KMGT]?)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Surroundings surroundings;
  private final GuestDisk disk;
  private final GuestKind kind;
  private final GuestDialler dialler;
  private final TrafficMeter meter = new TrafficMeter();
  private final Processes processes;
  private volatile GuestMachine machine;
  private volatile boolean up;
  private volatile boolean off;
  private List<InterfacesFile.Assigned> assigned = List.of();
  private Optional<Balancer> balancer = Optional.empty();
  private Optional<DatabaseEngine> database = Optional.empty();
  private Optional<Service> listener = Optional.empty();

  Guest(GuestMachine machine, Surroundings surroundings) {
    this.machine = machine;
    this.surroundings = surroundings;
    this.disk = new GuestDisk(machine.diskDirectory());
    this.kind = GuestKind.of(machine, disk);
    this.dialler = new GuestDialler(machine.vmid(), disk, surroundings.fabric());
    this.processes = new Processes(surroundings.wires().work());
  }

  GuestMachine machine() {
    return machine;
  }

  Ownership owner() {
    return Ownership.of(machine.description());
  }

  boolean up() {
    return up;
  }

  TrafficMeter meter() {
    return meter;
  }

  Processes processes() {
    return processes;
  }

  /** The system starts: addresses, then services. Takes as long as its services need. */
  synchronized void boot() {
    if (off || up) {
      return;
    }
    assign();
    switch (kind) {
      case WEB -> listener = Optional.of(webService());
      case DATABASE -> openDatabase();
      case BALANCER -> startBalancer();
    }
    up = true;
    plug();
    database.ifPresent(DatabaseEngine::start);
    surroundings.rolesChanged();
  }

  synchronized void change(GuestMachine next) {
    machine = next;
    if (!off) {
      plug();
    }
  }

  /** The power is cut: nothing is shut down, everything ends. */
  synchronized void cut() {
    off = true;
    up = false;
    surroundings.fabric().remove(machine.vmid());
    balancer.ifPresent(Balancer::stop);
    database.ifPresent(DatabaseEngine::close);
    surroundings.rolesChanged();
  }

  /** A file was replaced; the list of ports is followed at once, the rest when told to. */
  void written(String path) {
    if (path.equals(SERVICES)) {
      servicesChanged();
    }
  }

  /** Whether its database takes writes. */
  boolean writes() {
    return up && database.map(DatabaseEngine::isWriter).orElse(false);
  }

  /** Whether no card of it has a link. */
  boolean linksDown() {
    var cards = GuestAddresses.cards(machine.config());
    return !cards.isEmpty() && cards.stream().noneMatch(card -> card.linkUp());
  }

  synchronized List<CardAddress> addresses() {
    return GuestAddresses.place(assigned, GuestAddresses.cards(machine.config()));
  }

  GuestCounters counters() {
    Load load = surroundings.loads().of(owner());
    long memory = memoryMib() << 20;
    return new GuestCounters(
        meter.received(), meter.sent(), load.cpu(), (long) (memory * load.memory()), 0, 0);
  }

  /** How much it has; of what is plugged in later it may use less. */
  @Override
  public long memoryMib() {
    String text = machine.config().getOrDefault("memory", "512").replaceFirst("^current=", "");
    long has = text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    String most = disk.text(MOST_MEMORY).strip();
    return most.matches("\\d{1,9}") ? Math.min(has, Long.parseLong(most)) : has;
  }

  @Override
  public int cpus() {
    Map<String, String> config = machine.config();
    int most = number(config, "cores") * number(config, "sockets");
    return config.containsKey("vcpus") ? number(config, "vcpus") : most;
  }

  private static int number(Map<String, String> config, String key) {
    return Integer.parseInt(config.getOrDefault(key, "1"));
  }

  /** Tells the network what this guest is now. */
  private void plug() {
    surroundings
        .fabric()
        .update(
            new Station(
                machine.vmid(),
                machine.node(),
                machine.nodeConnected(),
                up,
                addresses(),
                new PacketFilter(
                    machine.firewallOptions(), machine.firewallRules(), machine.firewallSets()),
                up ? sockets() : Map.of(),
                meter));
  }

  private Map<Station.Socket, Service> sockets() {
    Map<Station.Socket, Service> sockets = new HashMap<>();
    for (CardAddress own : addresses()) {
      listener.ifPresent(
          service ->
              ports()
                  .forEach(port -> sockets.put(new Station.Socket(own.address(), port), service)));
      for (Balancer.Bound bound : balancer.map(Balancer::bound).orElse(List.of())) {
        if (bound.everywhere() || bound.address().equals(own.address().toString())) {
          sockets.put(new Station.Socket(own.address(), bound.port()), bound.service());
        }
      }
    }
    return sockets;
  }

  private Set<Integer> ports() {
    Set<Integer> ports =
        new TreeSet<>(kind == GuestKind.DATABASE ? Set.of(Database.PORT) : Set.of(80, 8080));
    String written = disk.text(SERVICES);
    try {
      JsonNode services = written.isEmpty() ? JSON.createObjectNode() : JSON.readTree(written);
      services.path("ports").forEach(port -> ports.add(port.asInt()));
    } catch (IOException e) {
      LOG.warn("machine {} has a {} that is not JSON", machine.vmid(), SERVICES, e);
    }
    ports.removeIf(port -> port < 1 || port > 65535);
    return ports;
  }

  private List<InterfacesFile.Fault> assign() {
    InterfacesFile.Contents written = InterfacesFile.parse(disk.text(INTERFACES));
    List<InterfacesFile.Assigned> all = new ArrayList<>(GuestAddresses.cloudInit(machine.config()));
    all.addAll(written.addresses());
    assigned = List.copyOf(all);
    return written.faults();
  }

  private WebService webService() {
    return new WebService(
        this::shownName,
        disk,
        () -> surroundings.loads().of(owner()),
        dialler,
        surroundings.wires().work());
  }

  private String shownName() {
    String component = owner().component();
    return component.isEmpty() ? hostname() : component;
  }

  private void openDatabase() {
    DatabaseEngine engine =
        new DatabaseEngine(disk, surroundings.aloneIn(this), dialler, surroundings.witnessOf(this));
    database = Optional.of(engine);
    listener = Optional.of(new DatabaseService(engine, surroundings.wires().work()));
  }

  private void startBalancer() {
    Balancer made = surroundings.balancers().create(machine.vmid(), this);
    balancer = Optional.of(made);
    String configuration = disk.text(Balancer.CONFIGURATION_FILE);
    if (!configuration.isEmpty()) {
      up = true; // its paths must lead somewhere before the first health check
      plug();
      Balancer.Outcome outcome = made.load(configuration);
      if (!outcome.valid()) {
        LOG.warn("machine {} boots without its balancer: {}", machine.vmid(), outcome.text());
      }
    }
  }

  @Override
  public String hostname() {
    return machine.name().isEmpty() ? "vm" + machine.vmid() : machine.name();
  }

  @Override
  public GuestDisk disk() {
    return disk;
  }

  @Override
  public LinkProbe probe() {
    return dialler;
  }

  @Override
  public synchronized List<InterfacesFile.Fault> reloadInterfaces() {
    List<InterfacesFile.Fault> faults = assign();
    servicesChanged();
    return faults;
  }

  @Override
  public boolean announce(Ipv4 address) {
    boolean own = addresses().stream().anyMatch(one -> one.address().equals(address));
    if (own && up) {
      surroundings.fabric().announce(machine.vmid());
    }
    return own;
  }

  @Override
  public int established(Collection<Integer> ports) {
    return surroundings.fabric().established(machine.vmid(), ports);
  }

  @Override
  public long diskMib() {
    Matcher size = DISK_SIZE.matcher(machine.config().getOrDefault("scsi0", ""));
    if (!size.find()) {
      return 0;
    }
    long number = Long.parseLong(size.group(1));
    return switch (size.group(2)) {
      case "T" -> number << 20;
      case "G" -> number << 10;
      case "M" -> number;
      case "K" -> number >> 10;
      default -> number >> 20;
    };
  }

  @Override
  public Optional<Balancer> balancer() {
    return balancer;
  }

  @Override
  public void balancerChanged() {
    servicesChanged();
  }

  @Override
  public Optional<Database> database() {
    return database.map(engine -> engine);
  }

  @Override
  public List<String> units() {
    return kind.units();
  }

  @Override
  public synchronized void servicesChanged() {
    if (up) {
      plug();
    }
  }

  @Override
  public Optional<Ipv4> resolve(String host) {
    return dialler.resolve(host);
  }

  @Override
  public InetSocketAddress path(Ipv4 to, int port) {
    return surroundings.fabric().path(machine.vmid(), to, port);
  }

  @Override
  public int freePort() {
    return surroundings.fabric().internalPort();
  }

  @Override
  public void releasePort(int port) {
    surroundings.fabric().releasePort(port);
  }

  @Override
  public Path locate(String guestPath) {
    return disk.locate(guestPath);
  }

  @Override
  public Wires wires() {
    return surroundings.wires();
  }
}
