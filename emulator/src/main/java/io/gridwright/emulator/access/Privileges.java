package io.gridwright.emulator.access;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The privileges of Proxmox VE 9 and its built-in roles, as far as machines are concerned. */
public final class Privileges {
  /** The role of the ready-made engine token: what provisioning needs and no more. */
  public static final String ENGINE_ROLE = "GridwrightEngine";

  private static final List<String> VM_CONFIG =
      List.of(
          "VM.Config.CDROM",
          "VM.Config.CPU",
          "VM.Config.Cloudinit",
          "VM.Config.Disk",
          "VM.Config.HWType",
          "VM.Config.Memory",
          "VM.Config.Network",
          "VM.Config.Options");
  private static final List<String> VM_AGENT =
      List.of(
          "VM.GuestAgent.Audit",
          "VM.GuestAgent.FileRead",
          "VM.GuestAgent.FileSystemMgmt",
          "VM.GuestAgent.FileWrite",
          "VM.GuestAgent.Unrestricted");
  private static final List<String> VM_LIFE =
      List.of(
          "VM.Allocate",
          "VM.Audit",
          "VM.Backup",
          "VM.Clone",
          "VM.Console",
          "VM.Migrate",
          "VM.PowerMgmt",
          "VM.Replicate",
          "VM.Snapshot",
          "VM.Snapshot.Rollback");
  private static final List<String> REST =
      List.of(
          "Datastore.Allocate",
          "Datastore.AllocateSpace",
          "Datastore.AllocateTemplate",
          "Datastore.Audit",
          "Group.Allocate",
          "Mapping.Audit",
          "Mapping.Modify",
          "Mapping.Use",
          "Permissions.Modify",
          "Pool.Allocate",
          "Pool.Audit",
          "Realm.Allocate",
          "Realm.AllocateUser",
          "SDN.Allocate",
          "SDN.Audit",
          "SDN.Use",
          "Sys.AccessNetwork",
          "Sys.Audit",
          "Sys.Console",
          "Sys.Incoming",
          "Sys.Modify",
          "Sys.PowerMgmt",
          "Sys.Syslog",
          "User.Modify");

  /** Every privilege. */
  public static final Set<String> ALL = union(VM_CONFIG, VM_AGENT, VM_LIFE, REST);

  private Privileges() {}

  @SafeVarargs
  private static Set<String> union(List<String>... lists) {
    Set<String> union = new TreeSet<>();
    for (List<String> list : lists) {
      union.addAll(list);
    }
    return union;
  }

  /** The built-in roles and their privileges. */
  public static Map<String, Set<String>> builtInRoles() {
    Map<String, Set<String>> roles = new LinkedHashMap<>();
    roles.put("Administrator", ALL);
    roles.put("NoAccess", Set.of());
    roles.put("PVEAdmin", without(ALL, "Permissions.Modify", "Sys.Modify", "Sys.PowerMgmt"));
    roles.put(
        "PVEAuditor",
        union(
            List.of(
                "Datastore.Audit",
                "Mapping.Audit",
                "Pool.Audit",
                "SDN.Audit",
                "Sys.Audit",
                "VM.Audit",
                "VM.GuestAgent.Audit")));
    roles.put("PVEVMAdmin", union(VM_CONFIG, VM_AGENT, VM_LIFE));
    roles.put(
        "PVEVMUser",
        union(
            List.of(
                "VM.Audit",
                "VM.Backup",
                "VM.Config.CDROM",
                "VM.Config.Cloudinit",
                "VM.Console",
                "VM.GuestAgent.Audit",
                "VM.PowerMgmt")));
    roles.put("PVEDatastoreAdmin", startingWith("Datastore."));
    roles.put("PVEDatastoreUser", union(List.of("Datastore.AllocateSpace", "Datastore.Audit")));
    roles.put("PVEPoolAdmin", startingWith("Pool."));
    roles.put("PVEPoolUser", union(List.of("Pool.Audit")));
    roles.put("PVESDNUser", union(List.of("SDN.Audit", "SDN.Use")));
    roles.put("PVESysAdmin", union(List.of("Sys.Audit", "Sys.Console", "Sys.Syslog")));
    roles.put(
        ENGINE_ROLE,
        union(
            VM_CONFIG,
            VM_AGENT,
            VM_LIFE,
            List.of(
                "Datastore.Allocate",
                "Datastore.AllocateSpace",
                "Datastore.Audit",
                "Pool.Allocate",
                "Pool.Audit",
                "SDN.Use",
                "Sys.Audit",
                "Sys.Console",
                "Sys.Modify")));
    return roles;
  }

  private static Set<String> without(Set<String> all, String... taken) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(List.of(taken));
    return rest;
  }

  private static Set<String> startingWith(String prefix) {
    Set<String> some = new TreeSet<>(ALL);
    some.removeIf(privilege -> !privilege.startsWith(prefix));
    return some;
  }
}
