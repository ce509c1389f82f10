package io.gridwright.emulator.api;

import io.gridwright.emulator.grid.Firewall;
import io.gridwright.emulator.work.Cluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A machine's address sets; {@code ipfilter-net0} holds what the card net0 may send from. */
final class IpSetResource {
  private final FirewallFile file;
  private final Rights rights;

  IpSetResource(Cluster cluster, Rights rights) {
    this.file = new FirewallFile(cluster);
    this.rights = rights;
  }

  void register(Routes routes) {
    String sets = "/nodes/{node}/qemu/{vmid}/firewall/ipset";
    Route.Rule audit = rights.all("/vms/{vmid}", "VM.Audit");
    Route.Rule network = rights.all("/vms/{vmid}", "VM.Config.Network");
    String digest = "digest?:string(,64)";
    routes.anywhere("GET", sets, audit, "", this::sets);
    routes.anywhere(
        "POST", sets, network, "name:string(2,64) comment? rename? " + digest, this::create);
    routes.anywhere("GET", sets + "/{name}", audit, "", this::entries);
    routes.anywhere("POST", sets + "/{name}", network, "cidr comment? nomatch?:boolean", this::add);
    routes.anywhere("DELETE", sets + "/{name}", network, "force?:boolean", this::delete);
    routes.anywhere("DELETE", sets + "/{name}/{cidr}", network, digest, this::remove);
  }

  private Object sets(Call call) {
    Firewall firewall = file.of(call);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : firewall.sets().keySet()) {
      rows.add(Map.of("name", name, "digest", FirewallFile.digest(firewall)));
    }
    return rows;
  }

  private Object create(Call call) {
    Map<String, List<Map<String, String>>> sets = new TreeMap<>(file.of(call).sets());
    String name = call.required("name");
    if (sets.putIfAbsent(name, List.of()) != null) {
      throw ApiException.parameter("name", "IPSet '" + name + "' already exists");
    }
    file.update(call, firewall -> firewall.withSets(sets));
    return null;
  }

  private List<Map<String, String>> present(Call call) {
    List<Map<String, String>> entries = file.of(call).sets().get(call.required("name"));
    if (entries == null) {
      throw ApiException.failed("no such IPSet '" + call.required("name") + "'");
    }
    return entries;
  }

  private Object entries(Call call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, String> entry : present(call)) {
      Map<String, Object> row = new LinkedHashMap<>(entry);
      row.put("digest", FirewallFile.digest(file.of(call)));
      rows.add(row);
    }
    return rows;
  }

  private Object add(Call call) {
    List<Map<String, String>> entries = new ArrayList<>(present(call));
    String cidr = call.required("cidr");
    if (entries.stream().anyMatch(entry -> cidr.equals(entry.get("cidr")))) {
      throw ApiException.parameter("cidr", "address '" + cidr + "' already exists");
    }
    Map<String, String> added = new TreeMap<>(Map.of("cidr", cidr));
    call.text("comment").ifPresent(text -> added.put("comment", text));
    call.choice("nomatch").filter(set -> set).ifPresent(set -> added.put("nomatch", "1"));
    entries.add(0, added);
    replace(call, entries);
    return null;
  }

  private Object remove(Call call) {
    List<Map<String, String>> entries = new ArrayList<>(present(call));
    entries.removeIf(entry -> call.required("cidr").equals(entry.get("cidr")));
    replace(call, entries);
    return null;
  }

  private void replace(Call call, List<Map<String, String>> entries) {
    Map<String, List<Map<String, String>>> sets = new TreeMap<>(file.of(call).sets());
    sets.put(call.required("name"), entries);
    file.update(call, firewall -> firewall.withSets(sets));
  }

  private Object delete(Call call) {
    if (!present(call).isEmpty() && !call.choice("force").orElse(false)) {
      throw ApiException.failed("IPSet '" + call.required("name") + "' is not empty");
    }
    Map<String, List<Map<String, String>>> sets = new TreeMap<>(file.of(call).sets());
    sets.remove(call.required("name"));
    file.update(call, firewall -> firewall.withSets(sets));
    return null;
  }
}
