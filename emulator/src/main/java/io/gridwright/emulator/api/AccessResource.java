package io.gridwright.emulator.api;

import io.gridwright.emulator.access.AccessControl;
import io.gridwright.emulator.access.AclEntry;
import io.gridwright.emulator.access.Caller;
import io.gridwright.emulator.work.Cluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code /access}: tickets, users, API tokens, roles, the access list. */
final class AccessResource {
  private final Cluster cluster;
  private final AccessControl access;
  private final Rights rights;

  AccessResource(Cluster cluster, Rights rights) {
    this.cluster = cluster;
    this.access = cluster.access();
    this.rights = rights;
  }

  void register(Routes routes) {
    routes.add(
        "GET",
        "/access/domains",
        false,
        false,
        Route.Access.WORLD,
        Routes.NONE,
        "",
        c -> domains());
    routes.add(
        "GET", "/access/ticket", false, false, Route.Access.WORLD, Routes.NONE, "", c -> null);
    routes.add(
        "POST",
        "/access/ticket",
        false,
        true,
        Route.Access.NO_TOKEN,
        Routes.NONE,
        "username:string(,64) password realm?:string(,32) otp? path?:string(,64) privs?:string(,64)"
            + " new-format?:boolean tfa-challenge?",
        this::login);
    routes.anywhere("GET", "/access/permissions", Routes.NONE, "path? userid?", this::permissions);
    routes.anywhere("GET", "/access/roles", Routes.NONE, "", c -> roles());
    routes.anywhere(
        "GET", "/access/users", Routes.NONE, "enabled?:boolean full?:boolean", this::users);
    routes.anywhere(
        "POST",
        "/access/users",
        rights.all("/access", "User.Modify"),
        "userid:string(,64) password?:string(8,64) comment?:string(,2048) enable?:boolean"
            + " expire?:integer(0,) email? firstname? lastname? groups? keys?",
        this::createUser);
    String token = "/access/users/{userid}/token";
    routes.anywhere("GET", token, this::selfOrModify, "", c -> access.tokens(c.required("userid")));
    routes.anywhere(
        "POST",
        token + "/{tokenid}",
        this::selfOrModify,
        "privsep?:boolean expire?:integer(0,) comment?",
        this::createToken);
    routes.anywhere("DELETE", token + "/{tokenid}", this::selfOrModify, "", this::deleteToken);
    routes.anywhere("GET", "/access/acl", Routes.NONE, "", this::acl);
    routes.anywhere(
        "PUT",
        "/access/acl",
        rights.all("{path}", "Permissions.Modify"),
        "path roles users? groups? tokens? propagate?:boolean delete?:boolean",
        this::changeAcl);
  }

  private static List<Map<String, Object>> domains() {
    return List.of(
        Map.of("realm", "pam", "type", "pam", "comment", "Linux PAM standard authentication"),
        Map.of("realm", "pve", "type", "pve", "comment", "Proxmox VE authentication server"));
  }

  private Object login(Call call) {
    String name = call.required("username");
    String user = name.contains("@") ? name : name + "@" + call.text("realm").orElse("");
    if (!access.passwordGood(user, call.required("password"))) {
      throw ApiException.status(401, "authentication failure");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("username", user);
    answer.put("ticket", access.tickets().issue(user));
    answer.put("CSRFPreventionToken", access.tickets().csrf(user));
    answer.put("clustername", ClusterResource.NAME);
    answer.put("cap", capabilities(Caller.user(user)));
    return answer;
  }

  private Map<String, Object> capabilities(Caller caller) {
    Map<String, Object> cap = new TreeMap<>();
    Map.of(
            "vms",
            "/vms",
            "storage",
            "/storage",
            "nodes",
            "/nodes",
            "dc",
            "/",
            "access",
            "/access",
            "sdn",
            "/sdn",
            "mapping",
            "/mapping")
        .forEach((key, path) -> cap.put(key, flags(access.privileges(caller, path))));
    return cap;
  }

  private static Map<String, Integer> flags(Map<String, Boolean> privileges) {
    Map<String, Integer> flags = new TreeMap<>();
    privileges.forEach((privilege, propagate) -> flags.put(privilege, propagate ? 1 : 0));
    return flags;
  }

  /** The value of a privilege is its propagate flag, so that a held one may read 0 (PVE-D6). */
  private Object permissions(Call call) {
    Caller caller = call.text("userid").map(AccessResource::caller).orElse(call.caller());
    if (!caller.user().equals(call.caller().user())) {
      rights.requireAll(call.caller(), "/access", "Sys.Audit");
    }
    Map<String, Object> answer = new TreeMap<>();
    Iterable<String> paths =
        call.text("path")
            .map(List::of)
            .<Iterable<String>>map(p -> p)
            .orElseGet(() -> access.pathsOf(caller));
    for (String path : paths) {
      Map<String, Integer> held = flags(access.privileges(caller, path));
      if (!held.isEmpty()) {
        answer.put(path, held);
      }
    }
    return answer;
  }

  private static Caller caller(String text) {
    int mark = text.indexOf('!');
    return mark < 0
        ? Caller.user(text)
        : new Caller(text.substring(0, mark), Optional.of(text.substring(mark + 1)));
  }

  private Object roles() {
    List<Map<String, Object>> rows = new ArrayList<>();
    access
        .roles()
        .forEach(
            (id, privs) ->
                rows.add(Map.of("roleid", id, "privs", String.join(",", privs), "special", 1)));
    return rows;
  }

  private Object users(Call call) {
    boolean all = rights.hasAny(call.caller(), "/access", "User.Modify", "Sys.Audit");
    return access.users().stream()
        .filter(row -> all || row.get("userid").equals(call.caller().user()))
        .toList();
  }

  private Object createUser(Call call) {
    requireQuorum(call, "create user failed: ");
    access.createUser(
        call.required("userid"),
        call.text("password"),
        call.text("comment").orElse(""),
        call.choice("enable").orElse(true));
    return null;
  }

  private void selfOrModify(Call call) {
    String user = call.required("userid");
    if (!call.caller().user().equals(user)) {
      if (!access.userExists(user)) {
        throw ApiException.denied(""); // PVE-D18
      }
      rights.requireAll(call.caller(), "/access", "User.Modify");
    }
  }

  private Object createToken(Call call) {
    requireQuorum(call, "");
    return access.createToken(
        call.required("userid"),
        call.required("tokenid"),
        call.choice("privsep"),
        call.number("expire").orElse(0L),
        call.text("comment").orElse(""));
  }

  private Object deleteToken(Call call) {
    requireQuorum(call, "");
    access.deleteToken(call.required("userid"), call.required("tokenid"));
    return null;
  }

  private Object acl(Call call) {
    boolean all = rights.hasAny(call.caller(), "/access", "Sys.Audit", "Permissions.Modify");
    return access.acl().stream().filter(entry -> all).map(AccessResource::row).toList();
  }

  private static Map<String, Object> row(AclEntry entry) {
    return Map.of(
        "path", entry.path(),
        "type", entry.type(),
        "ugid", entry.subject(),
        "roleid", entry.role(),
        "propagate", entry.propagate() ? 1 : 0);
  }

  private Object changeAcl(Call call) {
    requireQuorum(call, "ACL update failed: ");
    List<String> subjects = new ArrayList<>(call.list("users"));
    subjects.addAll(call.list("tokens"));
    access.changeAcl(
        call.required("path"),
        subjects,
        call.list("roles"),
        call.choice("propagate").orElse(true),
        call.flag("delete"));
    return null;
  }

  private void requireQuorum(Call call, String prefix) {
    Quorum.forUserConfig(cluster, call, prefix);
  }
}
