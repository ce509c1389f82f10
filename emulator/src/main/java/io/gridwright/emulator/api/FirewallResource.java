package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Firewall;
import io.gridwright.emulator.work.Cluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A machine's firewall. Options are the owner's work; rules any node's (API.md 5). */
final class FirewallResource {
  private static final String RULE =
      "enable?:integer(0,) source?:string(,512) dest?:string(,512) proto? sport? dport?"
          + " iface?:string(2,20) log?{emerg,alert,crit,err,warning,notice,info,debug,nolog} macro?:string(,128)"
          + " comment? pos?:integer(0,) digest?:string(,64) icmp-type?";
  private static final Parameters RULE_KEYS =
      Parameters.of(
          "type action enable? source? dest? proto? sport? dport? iface? log? macro? comment?"
              + " icmp-type?");
  private static final Parameters OPTION_KEYS =
      Parameters.of(
          "dhcp?:boolean enable?:boolean ipfilter?:boolean macfilter?:boolean ndp?:boolean"
              + " radv?:boolean policy_in?{ACCEPT,REJECT,DROP} policy_out?{ACCEPT,REJECT,DROP}"
              + " log_level_in?{emerg,alert,crit,err,warning,notice,info,debug,nolog}"
              + " log_level_out?{emerg,alert,crit,err,warning,notice,info,debug,nolog}");

  private final FirewallFile file;
  private final Rights rights;
  private final Machines machines;

  FirewallResource(Cluster cluster, Rights rights) {
    this.file = new FirewallFile(cluster);
    this.rights = rights;
    this.machines = new Machines(cluster);
  }

  void register(Routes routes) {
    String firewall = "/nodes/{node}/qemu/{vmid}/firewall";
    Route.Rule audit = rights.all("/vms/{vmid}", "VM.Audit");
    Route.Rule network = rights.all("/vms/{vmid}", "VM.Config.Network");
    routes.onNode("GET", firewall + "/options", audit, "", this::options);
    routes.inDaemon(
        "PUT",
        firewall + "/options",
        network,
        "dhcp?:boolean enable?:boolean ipfilter?:boolean macfilter?:boolean ndp?:boolean"
            + " radv?:boolean policy_in?{ACCEPT,REJECT,DROP} policy_out?{ACCEPT,REJECT,DROP}"
            + " log_level_in?{emerg,alert,crit,err,warning,notice,info,debug,nolog}"
            + " log_level_out?{emerg,alert,crit,err,warning,notice,info,debug,nolog}"
            + " delete? digest?:string(,64)",
        this::putOptions);
    routes.anywhere("GET", firewall + "/rules", audit, "", this::rules);
    routes.anywhere(
        "POST",
        firewall + "/rules",
        network,
        "type{in,out,forward,group} action:string(2,20) " + RULE,
        this::insert);
    routes.anywhere("GET", firewall + "/rules/{pos}", audit, "", this::rule);
    routes.anywhere(
        "PUT",
        firewall + "/rules/{pos}",
        network,
        "type?{in,out,forward,group} action?:string(2,20) moveto?:integer(0,) delete? " + RULE,
        this::change);
    routes.anywhere(
        "DELETE", firewall + "/rules/{pos}", network, "digest?:string(,64)", this::remove);
  }

  private Object options(Call call) {
    Map<String, Object> answer = new LinkedHashMap<>();
    machines.file(call);
    file.of(call).options().forEach((key, value) -> answer.put(key, number(value)));
    answer.put("digest", FirewallFile.digest(file.of(call)));
    return answer;
  }

  private static Object number(String value) {
    return value.matches("\\d{1,9}") ? Integer.valueOf(value) : value;
  }

  private Object putOptions(Call call) {
    machines.file(call);
    Map<String, String> options = new TreeMap<>(file.of(call).options());
    options.putAll(OPTION_KEYS.of(call));
    call.list("delete").forEach(options::remove);
    file.update(call, firewall -> firewall.withOptions(options));
    return null;
  }

  private Object rules(Call call) {
    Firewall firewall = file.of(call);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int pos = 0; pos < firewall.rules().size(); pos++) {
      rows.add(row(firewall, pos));
    }
    return rows;
  }

  private static Map<String, Object> row(Firewall firewall, int pos) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("pos", pos);
    firewall
        .rules()
        .get(pos)
        .forEach((key, value) -> row.put(key, key.equals("enable") ? number(value) : value));
    row.put("digest", FirewallFile.digest(firewall));
    return row;
  }

  private int position(Call call) {
    int pos = Integer.parseInt(call.required("pos"));
    if (pos >= file.of(call).rules().size()) {
      throw ApiException.failed("no rule at position " + pos);
    }
    return pos;
  }

  private Object rule(Call call) {
    int pos = position(call);
    Map<String, Object> row = row(file.of(call), pos);
    row.put("pos", Integer.toString(pos)); // PVE-D55
    return row;
  }

  /** Always to the top, whatever {@code pos} says; off unless {@code enable} says otherwise. */
  private Object insert(Call call) {
    Map<String, String> rule = new TreeMap<>(RULE_KEYS.of(call));
    rule.putIfAbsent("enable", "0");
    List<Map<String, String>> rules = new ArrayList<>(file.of(call).rules());
    rules.add(0, rule);
    file.update(call, firewall -> firewall.withRules(rules));
    return null;
  }

  private Object change(Call call) {
    int pos = position(call);
    List<Map<String, String>> rules = new ArrayList<>(file.of(call).rules());
    Map<String, String> rule = new TreeMap<>(rules.remove(pos));
    rule.putAll(RULE_KEYS.of(call));
    call.list("delete").forEach(rule::remove);
    int target = Math.toIntExact(call.number("moveto").orElse((long) pos));
    rules.add(Math.min(target > pos ? target - 1 : target, rules.size()), rule);
    file.update(call, firewall -> firewall.withRules(rules));
    return null;
  }

  private Object remove(Call call) {
    int pos = position(call);
    List<Map<String, String>> rules = new ArrayList<>(file.of(call).rules());
    rules.remove(pos);
    file.update(call, firewall -> firewall.withRules(rules));
    return null;
  }
}
