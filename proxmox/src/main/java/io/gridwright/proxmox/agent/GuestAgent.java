package io.gridwright.proxmox.agent;

import io.gridwright.proxmox.connection.Api;
import io.gridwright.proxmox.connection.Call;
import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.task.Pause;
import io.gridwright.proxmox.value.MacAddress;
import io.gridwright.proxmox.value.VmRef;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The agent inside a running machine. It answers 10 to 60 s after the start, later now and then;
 * until then each call takes 3 s and occupies one of the node's few workers: ask sparingly.
 *
 * <p>Calls throw {@link ProxmoxException.AgentNotRunning} while it does not answer. A refusal by
 * the agent itself may come as {@link ProxmoxException.AnswerLost} (PVE-D2), say for a program that
 * is not there: run {@code ["/bin/sh", "-c", …]} to see the reason.
 */
public final class GuestAgent {
  /** The largest content of one write, in characters as sent, so of Base64. */
  static final int LARGEST_WRITE = 61_440;

  private static final Duration STEP = Duration.ofMillis(500);

  private final Api api;

  public GuestAgent(Api api) {
    this.api = api;
  }

  /** Number of a process inside the guest. */
  public record GuestPid(long number) {}

  /**
   * How a process stands.
   *
   * @param exitCode empty while it runs, or if a signal ended it
   */
  public record Execution(
      boolean exited,
      Optional<Integer> exitCode,
      Optional<Integer> signal,
      String output,
      String errors,
      boolean truncated) {
    public boolean succeeded() {
      return exited && exitCode.equals(Optional.of(0));
    }
  }

  /**
   * A network interface as the guest sees it.
   *
   * @param addresses without any while the guest boots
   */
  public record Interface(String name, Optional<MacAddress> mac, List<Address> addresses) {}

  /**
   * An address.
   *
   * @param prefix length of the network part in bits
   */
  public record Address(String address, boolean ipv6, int prefix) {}

  public void ping(VmRef vm) {
    api.send(Call.post("/nodes/{}/qemu/{}/agent/ping", vm.node(), vm.vmid()));
  }

  /** Whether the agent answers; asks once. */
  public boolean answers(VmRef vm) {
    try {
      ping(vm);
      return true;
    } catch (ProxmoxException.AgentNotRunning | ProxmoxException.WrongPowerState silent) {
      return false;
    }
  }

  /**
   * Asks until the agent answers.
   *
   * @return false if it did not within {@code limit}
   */
  public boolean awaitAnswer(VmRef vm, Duration limit, Pause pause) throws InterruptedException {
    Duration waited = Duration.ZERO;
    while (!answers(vm)) {
      if (waited.compareTo(limit) >= 0) {
        return false;
      }
      pause.pause(STEP);
      waited = waited.plus(STEP);
    }
    return true;
  }

  /**
   * Runs a program to its end.
   *
   * @return how it ended; not {@code exited} if it still runs after {@code limit}
   */
  public Execution run(VmRef vm, List<String> command, Duration limit, Pause pause)
      throws InterruptedException {
    GuestPid pid = exec(vm, command);
    Duration waited = Duration.ZERO;
    Execution execution = execStatus(vm, pid);
    while (!execution.exited() && waited.compareTo(limit) < 0) {
      pause.pause(STEP);
      waited = waited.plus(STEP);
      execution = execStatus(vm, pid);
    }
    return execution;
  }

  /** Starts a program; the words are its arguments, no shell reads them. */
  public GuestPid exec(VmRef vm, List<String> command) {
    return exec(vm, command, "");
  }

  /**
   * @param input handed to the program's standard input; at most 64 KiB
   */
  public GuestPid exec(VmRef vm, List<String> command, String input) {
    Call call =
        Call.post("/nodes/{}/qemu/{}/agent/exec", vm.node(), vm.vmid())
            .withEach("command", command);
    Fields data = api.send(input.isEmpty() ? call : call.with("input-data", input)).data();
    return new GuestPid(
        data.number("pid").orElseThrow(() -> new ProxmoxException.Unreadable("no pid in " + data)));
  }

  /** A second question after the exit is refused: the agent forgets what it told (PVE-D30). */
  public Execution execStatus(VmRef vm, GuestPid pid) {
    Fields data =
        api.send(
                Call.get("/nodes/{}/qemu/{}/agent/exec-status", vm.node(), vm.vmid())
                    .with("pid", pid.number())
                    .once())
            .data();
    return new Execution(
        data.flag("exited"),
        boxed(data.integer("exitcode")),
        boxed(data.integer("signal")),
        data.textOrEmpty("out-data"),
        data.textOrEmpty("err-data"),
        data.flag("out-truncated") || data.flag("err-truncated"));
  }

  /**
   * Writes a file, in place of the old one.
   *
   * @param content at most 46080 bytes: it travels as Base64, of which 61440 characters may come
   */
  public void writeFile(VmRef vm, String path, byte[] content) {
    String encoded = Base64.getEncoder().encodeToString(content);
    if (encoded.length() > LARGEST_WRITE) {
      throw new IllegalArgumentException(
          "file '%s' of %d bytes is too large for one write: at most %d"
              .formatted(path, content.length, LARGEST_WRITE / 4 * 3));
    }
    api.send(
        Call.post("/nodes/{}/qemu/{}/agent/file-write", vm.node(), vm.vmid())
            .with("file", path)
            .with("content", encoded)
            .with("encode", false));
  }

  public void writeFile(VmRef vm, String path, String content) {
    writeFile(vm, path, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws ProxmoxException if the file is not there, or cannot be read
   */
  public String readFile(VmRef vm, String path) {
    Fields data =
        api.send(
                Call.get("/nodes/{}/qemu/{}/agent/file-read", vm.node(), vm.vmid())
                    .with("file", path))
            .data();
    return data.textOrEmpty("content");
  }

  public List<Interface> interfaces(VmRef vm) {
    return api
        .send(Call.get("/nodes/{}/qemu/{}/agent/network-get-interfaces", vm.node(), vm.vmid()))
        .data()
        .rows("result")
        .stream()
        .map(GuestAgent::networkInterface)
        .toList();
  }

  private static Interface networkInterface(Fields row) {
    return new Interface(
        row.textOrEmpty("name"),
        row.nonBlank("hardware-address")
            .filter(mac -> !mac.equals("00:00:00:00:00:00"))
            .flatMap(MacAddress::find),
        row.rows("ip-addresses").stream()
            .map(
                address ->
                    new Address(
                        address.textOrEmpty("ip-address"),
                        address.textOrEmpty("ip-address-type").equals("ipv6"),
                        address.integer("prefix").orElse(0)))
            .toList());
  }

  private static Optional<Integer> boxed(OptionalInt number) {
    return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
  }
}
