package io.gridwright.emulator.guest;

import java.util.List;

/** What the guest agent said. */
public sealed interface AgentAnswer {

  /** The program was started. */
  record Started(int pid) implements AgentAnswer {}

  /** The program still runs. */
  record Running() implements AgentAnswer {}

  /** The program ended; asked again, the agent no longer knows it (PVE-D30). */
  record Exited(int exitCode, String output, String errors) implements AgentAnswer {}

  /** A file's content. */
  record Content(byte[] bytes) implements AgentAnswer {}

  /** The guest's interfaces. */
  record Interfaces(List<Interface> interfaces) implements AgentAnswer {
    public Interfaces {
      interfaces = List.copyOf(interfaces);
    }
  }

  /** One interface; without addresses early in the boot (API.md 15 fault 10). */
  record Interface(String name, String hardwareAddress, List<Address> addresses) {
    public Interface {
      addresses = List.copyOf(addresses);
    }
  }

  /** One address of an interface, IPv4 or IPv6. */
  record Address(String address, int prefix) {}

  /** Done; nothing to say. */
  record Done() implements AgentAnswer {}

  /**
   * The guest refused; the API answers 500 {@code Agent error: <text>}, or 596 where the text holds
   * a character above U+00FF (PVE-D2).
   */
  record Refused(String text) implements AgentAnswer {}
}
