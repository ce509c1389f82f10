package io.gridwright.activities.guest;

import io.gridwright.activities.hypervisor.GuestRefusal;
import io.gridwright.activities.hypervisor.Visit;
import io.gridwright.proxmox.agent.GuestAgent;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.VmRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Files and programs of one guest, through its agent. Everything here may be done twice. */
public final class GuestShell {
  private static final String SHELL = "/bin/sh";
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration STEADY = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final Visit visit;
  private final VmRef vm;

  public GuestShell(Visit visit, VmRef vm) {
    this.visit = visit;
    this.vm = vm;
  }

  /** Replaces a file; its directory must be there. */
  public void write(String path, String content) {
    visit.client().agent().writeFile(vm, path, content);
  }

  /** The file's text; empty if the agent cannot read it, say because it is not there. */
  public Optional<String> read(String path) {
    try {
      return Optional.of(visit.client().agent().readFile(vm, path));
    } catch (ProxmoxException.Other | ProxmoxException.NotFound refused) {
      return Optional.empty();
    }
  }

  /**
   * Runs a program to its end, successful or not.
   *
   * @throws GuestRefusal if it is not there, or does not end
   */
  public GuestAgent.Execution run(List<String> command) {
    return ended(command, begun(command));
  }

  /** An agent's word about a program that is not there is lost on its way (PVE-D2). */
  private GuestAgent.GuestPid begun(List<String> command) {
    try {
      return visit.client().agent().exec(vm, command);
    } catch (ProxmoxException.AnswerLost lost) {
      if (isMissing(command.get(0))) {
        throw new GuestRefusal(
            "the program %s is not installed in vm %s".formatted(command.get(0), vm));
      }
      throw lost;
    }
  }

  private boolean isMissing(String program) {
    List<String> question = List.of(SHELL, "-c", "command -v " + program);
    return !program.equals(SHELL)
        && !ended(question, visit.client().agent().exec(vm, question)).succeeded();
  }

  private GuestAgent.Execution ended(List<String> command, GuestAgent.GuestPid pid) {
    Instant begin = visit.now();
    while (true) {
      GuestAgent.Execution execution = visit.client().agent().execStatus(vm, pid);
      Duration waited = Duration.between(begin, visit.now());
      if (execution.exited()) {
        return execution;
      }
      if (waited.compareTo(LIMIT) > 0) {
        throw new GuestRefusal(
            "`%s` still runs after %s in vm %s".formatted(words(command), LIMIT, vm));
      }
      visit.pause(waited.compareTo(STEADY) < 0 ? SHORT : STEADY);
    }
  }

  /**
   * Runs a program that must succeed.
   *
   * @throws GuestRefusal if it did not
   */
  public String runWell(List<String> command) {
    GuestAgent.Execution execution = run(command);
    if (!execution.succeeded()) {
      throw new GuestRefusal(
          "`%s` ended with %s in vm %s: %s"
              .formatted(words(command), ending(execution), vm, said(execution)));
    }
    return execution.output();
  }

  private static String ending(GuestAgent.Execution execution) {
    return execution.exitCode().map(code -> "code " + code).orElse("a signal");
  }

  /** The last of what it said, never all: a failure is shown to people. */
  private static String said(GuestAgent.Execution execution) {
    String text = (execution.errors() + " " + execution.output()).strip();
    String plain = text.isEmpty() ? "it said nothing" : text;
    return plain.substring(Math.max(0, plain.length() - 500));
  }

  private static String words(List<String> command) {
    return String.join(" ", command);
  }
}
