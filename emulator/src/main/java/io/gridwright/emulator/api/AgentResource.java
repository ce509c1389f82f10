package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Machine;
import io.gridwright.emulator.guest.AgentAnswer;
import io.gridwright.emulator.guest.AgentCall;
import io.gridwright.emulator.work.Cluster;
import io.gridwright.emulator.work.PowerWork;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The guest agent: refused in the order of the real daemon until the guest has booted. */
final class AgentResource {
  private static final Duration PING = Duration.ofSeconds(3);
  private static final String ANY = "VM.GuestAgent.Unrestricted";

  private final Cluster cluster;
  private final Rights rights;
  private final Machines machines;

  AgentResource(Cluster cluster, Rights rights) {
    this.cluster = cluster;
    this.rights = rights;
    this.machines = new Machines(cluster);
  }

  void register(Routes routes) {
    String agent = "/nodes/{node}/qemu/{vmid}/agent";
    Route.Rule audit = rights.any("/vms/{vmid}", "VM.GuestAgent.Audit", ANY);
    Route.Rule freeze = rights.any("/vms/{vmid}", "VM.GuestAgent.FileSystemMgmt", ANY);
    routes.inDaemon("POST", agent + "/ping", audit, "", c -> result(c, new AgentCall.Ping()));
    routes.inDaemon(
        "POST",
        agent + "/exec",
        rights.all("/vms/{vmid}", ANY),
        "command:array input-data?:string(,65536)",
        this::exec);
    routes.inDaemon(
        "GET",
        agent + "/exec-status",
        rights.all("/vms/{vmid}", ANY),
        "pid:integer",
        this::execStatus);
    routes.inDaemon(
        "POST",
        agent + "/file-write",
        rights.any("/vms/{vmid}", "VM.GuestAgent.FileWrite", ANY),
        "file content:string(,61440) encode?:boolean",
        this::fileWrite);
    routes.inDaemon(
        "GET",
        agent + "/file-read",
        rights.any("/vms/{vmid}", "VM.GuestAgent.FileRead", ANY),
        "file count?:integer(1,16777216) offset?:integer(0,) decode?:boolean",
        this::fileRead);
    routes.inDaemon(
        "GET",
        agent + "/network-get-interfaces",
        audit,
        "",
        c -> result(c, new AgentCall.NetworkInterfaces()));
    routes.inDaemon(
        "POST", agent + "/fsfreeze-freeze", freeze, "", c -> result(c, new AgentCall.Freeze()));
    routes.inDaemon(
        "POST", agent + "/fsfreeze-thaw", freeze, "", c -> result(c, new AgentCall.Thaw()));
    routes.inDaemon("GET", agent + "/get-host-name", audit, "", this::hostName);
    routes.inDaemon("GET", agent + "/get-osinfo", audit, "", this::osInfo);
  }

  private AgentAnswer ask(Call call, AgentCall question) {
    Machine machine = machines.file(call);
    String agent = machine.config().get("agent").orElse("");
    if (agent.isEmpty()) {
      throw ApiException.failed("No QEMU guest agent configured"); // PVE-D29
    }
    if (!machine.running()) {
      throw ApiException.failed("VM " + machine.vmid() + " is not running");
    }
    boolean device = PowerWork.agentConfigured(machine.config());
    boolean asleep = VmRows.qmpStatus(machine).equals("paused");
    if (!device || asleep || !cluster.grid().guests().agentAnswers(machine.vmid())) {
      if (device) {
        cluster.pace().pause(PING);
      }
      throw ApiException.failed("QEMU guest agent is not running");
    }
    AgentAnswer answer = cluster.grid().guests().agent(machine.vmid(), question);
    if (answer instanceof AgentAnswer.Refused refused) {
      throw ApiException.failed("Agent error: " + refused.text());
    }
    return answer;
  }

  private Object result(Call call, AgentCall question) {
    AgentAnswer answer = ask(call, question);
    return answer instanceof AgentAnswer.Interfaces found
        ? Map.of("result", found.interfaces().stream().map(AgentResource::row).toList())
        : Map.of("result", Map.of());
  }

  private static Map<String, Object> row(AgentAnswer.Interface nic) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", nic.name());
    if (!nic.hardwareAddress().isEmpty()) {
      row.put("hardware-address", nic.hardwareAddress());
    }
    if (!nic.addresses().isEmpty()) {
      row.put("ip-addresses", nic.addresses().stream().map(AgentResource::row).toList());
    }
    return row;
  }

  private static Map<String, Object> row(AgentAnswer.Address address) {
    return Map.of(
        "ip-address", address.address(),
        "ip-address-type", address.address().contains(":") ? "ipv6" : "ipv4",
        "prefix", address.prefix());
  }

  private Object exec(Call call) {
    List<String> command = new ArrayList<>(call.array("command"));
    AgentAnswer answer = ask(call, new AgentCall.Exec(command, call.text("input-data").orElse("")));
    return answer instanceof AgentAnswer.Started started ? Map.of("pid", started.pid()) : null;
  }

  private Object execStatus(Call call) {
    int pid = Math.toIntExact(call.number("pid").orElse(0L));
    AgentAnswer answer = ask(call, new AgentCall.ExecStatus(pid));
    if (!(answer instanceof AgentAnswer.Exited exited)) {
      return Map.of("exited", 0);
    }
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("exited", 1);
    row.put("exitcode", exited.exitCode());
    if (!exited.output().isEmpty()) {
      row.put("out-data", exited.output());
    }
    if (!exited.errors().isEmpty()) {
      row.put("err-data", exited.errors());
    }
    row.put("out-truncated", 0); // PVE-D30: there without output too
    row.put("err-truncated", 0);
    return row;
  }

  private Object fileWrite(Call call) {
    String text = call.required("content");
    byte[] content =
        call.choice("encode").orElse(true) ? text.getBytes(StandardCharsets.UTF_8) : decoded(text);
    ask(call, new AgentCall.FileWrite(call.required("file"), content));
    return null;
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw ApiException.failed("Agent error: " + e.getMessage());
    }
  }

  private Object fileRead(Call call) {
    AgentAnswer answer = ask(call, new AgentCall.FileRead(call.required("file")));
    byte[] all = answer instanceof AgentAnswer.Content content ? content.bytes() : new byte[0];
    int offset = (int) Math.min(all.length, call.number("offset").orElse(0L));
    int count = (int) Math.min(all.length - offset, call.number("count").orElse(16777216L));
    byte[] part = Arrays.copyOfRange(all, offset, offset + count);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(
        "content",
        call.choice("decode").orElse(true)
            ? new String(part, StandardCharsets.UTF_8)
            : Base64.getEncoder().encodeToString(part));
    row.put("bytes-read", count);
    if (offset + count < all.length) {
      row.put("truncated", 1);
    }
    return row;
  }

  private Object hostName(Call call) {
    ask(call, new AgentCall.Ping());
    return Map.of("result", Map.of("host-name", machines.file(call).name()));
  }

  private Object osInfo(Call call) {
    ask(call, new AgentCall.Ping());
    return Map.of(
        "result",
        Map.of(
            "id", "debian", "name", "Debian GNU/Linux", "version-id", "12", "machine", "x86_64"));
  }
}
