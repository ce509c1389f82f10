package io.gridwright.emulator.guest.program;

import io.gridwright.emulator.guest.address.InterfacesFile;
import io.gridwright.emulator.guest.address.Ipv4;
import io.gridwright.emulator.guest.balancer.Balancer;
import io.gridwright.emulator.guest.disk.GuestDisk;
import io.gridwright.emulator.guest.service.Database;
import io.gridwright.emulator.guest.service.LinkProbe;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The running system that a program sees. */
public interface GuestSystem {
  String hostname();

  GuestDisk disk();

  /** Connections to other guests through the emulated network. */
  LinkProbe probe();

  /** Takes the interface files into force; the faults found in them are returned, and skipped. */
  List<InterfacesFile.Fault> reloadInterfaces();

  /** Tells the network that this guest has the address; false if it has not. */
  boolean announce(Ipv4 address);

  /** How many connections are established to these ports. */
  int established(Collection<Integer> ports);

  /** How large its first disk is, as it sees it. */
  long diskMib();

  /** How much memory it uses of what it has. */
  long memoryMib();

  /** How many processors it uses. */
  int cpus();

  /** The load balancer, if this guest has one installed. */
  Optional<Balancer> balancer();

  /** Serves what the balancer's configuration now binds. */
  void balancerChanged();

  /** The database, if this guest has one installed. */
  Optional<Database> database();

  /** The systemd units of this guest, without {@code .service}. */
  List<String> units();

  /** Reads anew what the guest's services are configured to listen on. */
  void servicesChanged();
}
