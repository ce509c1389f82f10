package io.gridwright.emulator.guest;

import java.util.List;

/** One request to the guest agent. */
public sealed interface AgentCall {

  /**
   * Starts a program; no shell is involved.
   *
   * @param command program and arguments, at least one element
   * @param input text for its standard input, empty when none
   */
  record Exec(List<String> command, String input) implements AgentCall {
    public Exec {
      command = List.copyOf(command);
    }
  }

  /** Asks how a started program is doing. */
  record ExecStatus(int pid) implements AgentCall {}

  /** Replaces a file. */
  record FileWrite(String path, byte[] content) implements AgentCall {}

  /** Reads a file. */
  record FileRead(String path) implements AgentCall {}

  /** Lists the guest's interfaces with their addresses. */
  record NetworkInterfaces() implements AgentCall {}

  /** Asks whether anybody is there. */
  record Ping() implements AgentCall {}

  /** Freezes the file systems. */
  record Freeze() implements AgentCall {}

  /** Thaws them. */
  record Thaw() implements AgentCall {}
}
