package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls every method that the emulator serves with success at least once; {@link PveClient} holds
 * each answer to Proxmox VE's own schema (API.md 16, point 10).
 */
class EveryMethodTest {
  private static final String NODE = "/nodes/pve1";

  @TempDir static Path data;
  private static EmulatedGrid grid;
  private static PveClient root;

  @BeforeAll
  static void start() {
    grid = EmulatedGrid.of(data, 3);
    root = PveClient.root(grid.emulator);
  }

  @AfterAll
  static void stop() {
    grid.close();
  }

  @Test
  void answersAsTheSchemaSays() {
    String guest = guestWithAgent();
    cluster();
    access();
    node();
    pools(guest);
    agent(guest);
    configuration();
    firewall(guest);
    power(guest);
    snapshots();
    storage(guest);
    highAvailability();
    history(guest);

    Set<String> missed = new TreeSet<>(grid.emulator.methods());
    missed.removeAll(root.called());
    assertThat(missed).isEqualTo(new TreeSet<>(SchemaOfAnswers.NOT_RECORDED));
  }

  private static JsonNode get(String path) {
    return done(root.get(path));
  }

  private static JsonNode done(PveClient.Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    return reply.data();
  }

  private static void post(String path, String... pairs) {
    done(root.post(path, pairs));
  }

  private static void put(String path, String... pairs) {
    done(root.put(path, pairs));
  }

  private static void task(JsonNode upid) {
    assertThat(root.ended(upid.asText())).isEqualTo("OK");
  }

  private static void run(String path, String... pairs) {
    task(done(root.post(path, pairs)));
  }

  /** Cloned from a template, so that something boots in it. */
  private static String guestWithAgent() {
    int vmid = grid.freeVmid();
    run(NODE + "/qemu/9101/clone", "newid", "" + vmid, "name", "web-1", "description", "mine");
    String vm = NODE + "/qemu/" + vmid;
    put(vm + "/config", "ipconfig0", "ip=10.0.0.5/24", "tags", "a;b", "ciuser", "ops");
    run(vm + "/status/start");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> root.post(vm + "/agent/ping").status() == 200);
    return vm;
  }

  private static void cluster() {
    get("/version");
    get("/cluster/status");
    get("/cluster/options");
    get("/cluster/log");
    get("/cluster/tasks");
    get("/cluster/config/nodes");
    get("/cluster/replication");
    get("/cluster/sdn/zones");
    get("/cluster/sdn/vnets");
    get("/cluster/firewall/options");
    put("/cluster/firewall/options", "enable", "1", "policy_in", "DROP");
    get("/cluster/firewall/options");
    get("/cluster/nextid");
    get("/cluster/nextid?vmid=4711");
    get("/cluster/resources");
    for (String type : new String[] {"vm", "node", "storage", "sdn"}) {
      get("/cluster/resources?type=" + type);
    }
  }

  private static void access() {
    get("/access/domains");
    get("/access/ticket");
    get("/access/roles");
    get("/access/permissions");
    post("/access/users", "userid", "ann@pve", "password", "12345678", "comment", "of the tests");
    get("/access/users");
    post("/access/users/ann@pve/token/t1", "comment", "one", "expire", "0");
    get("/access/users/ann@pve/token");
    put(
        "/access/acl",
        "path",
        "/vms",
        "roles",
        "PVEVMAdmin",
        "users",
        "ann@pve",
        "tokens",
        "ann@pve!t1");
    get("/access/acl");
    get("/access/permissions?userid=ann@pve");
    done(root.delete("/access/users/ann@pve/token/t1"));
    post("/access/ticket", "username", "ann@pve", "password", "12345678");
  }

  private static void node() {
    get("/nodes");
    get(NODE);
    get(NODE + "/status");
    get(NODE + "/time");
    get(NODE + "/version");
    get(NODE + "/network");
    get(NODE + "/tasks?source=all");
    get(NODE + "/qemu");
    String upid = get(NODE + "/tasks").get(0).get("upid").asText();
    get(NODE + "/tasks/" + upid + "/status");
    get(NODE + "/tasks/" + upid + "/log");
    done(root.delete(NODE + "/tasks/" + upid));
  }

  private static void pools(String guest) {
    post("/pools", "poolid", "shop", "comment", "of Ann");
    put("/pools", "poolid", "shop", "vms", EmulatedGrid.vmid(guest));
    put("/pools/shop", "comment", "of Bob");
    get("/pools");
    get("/pools?poolid=shop");
    get("/pools/shop");
    put("/pools/shop", "vms", EmulatedGrid.vmid(guest), "delete", "1");
    done(root.delete("/pools?poolid=shop"));
    post("/pools", "poolid", "other");
    done(root.delete("/pools/other"));
  }

  private static void agent(String guest) {
    String agent = guest + "/agent";
    get(agent + "/network-get-interfaces");
    get(agent + "/get-host-name");
    get(agent + "/get-osinfo");
    post(agent + "/file-write", "file", "/tmp/a", "content", "hello");
    get(agent + "/file-read?file=/tmp/a");
    post(agent + "/fsfreeze-freeze");
    post(agent + "/fsfreeze-thaw");
    long pid = done(root.post(agent + "/exec", "command", "hostname")).get("pid").asLong();
    await().until(() -> get(agent + "/exec-status?pid=" + pid).get("exited").asInt() == 1);
  }

  private static void configuration() {
    String vm =
        grid.machine(
            "agent",
            "1",
            "cpulimit",
            "1.5",
            "onboot",
            "1",
            "sshkeys",
            "ssh-ed25519%20" + "A".repeat(68));
    get(NODE + "/qemu/" + EmulatedGrid.vmid(vm));
    get(vm + "/config");
    run(vm + "/config", "memory", "96", "scsi1", "local:1");
    put(vm + "/unlink", "idlist", "scsi1");
    task(done(root.put(vm + "/resize", "disk", "scsi0", "size", "+1G")));
    get(vm + "/cloudinit");
    put(vm + "/cloudinit");
    run(vm + "/status/start");
    put(vm + "/config", "memory", "128", "delete", "sshkeys");
    get(vm + "/pending");
    get(vm + "/config?current=1");
    run(vm + "/status/stop");
    get(vm + "/migrate");
    run(vm + "/migrate", "target", "pve2");
    String template = grid.machine();
    run(template + "/template");
    get(template + "/status/current");
    task(done(root.delete(template)));
  }

  private static void firewall(String guest) {
    String firewall = guest + "/firewall";
    put(firewall + "/options", "enable", "1", "policy_in", "DROP", "ipfilter", "1");
    get(firewall + "/options");
    post(
        firewall + "/rules",
        "type",
        "in",
        "action",
        "ACCEPT",
        "proto",
        "tcp",
        "dport",
        "80",
        "enable",
        "1",
        "comment",
        "web");
    get(firewall + "/rules");
    get(firewall + "/rules/0");
    put(firewall + "/rules/0", "enable", "0");
    done(root.delete(firewall + "/rules/0"));
    post(firewall + "/ipset", "name", "ipfilter-net0", "comment", "own addresses");
    get(firewall + "/ipset");
    post(firewall + "/ipset/ipfilter-net0", "cidr", "10.0.0.5", "comment", "first");
    get(firewall + "/ipset/ipfilter-net0");
    done(root.delete(firewall + "/ipset/ipfilter-net0/10.0.0.5"));
    done(root.delete(firewall + "/ipset/ipfilter-net0"));
    put(firewall + "/options", "enable", "0");
  }

  private static void power(String guest) {
    get(guest + "/status");
    get(guest + "/status/current");
    run(guest + "/status/suspend");
    get(guest + "/status/current");
    run(guest + "/status/resume");
    run(guest + "/status/reset");
    run(guest + "/status/reboot");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> get(guest + "/status/current").get("status").asText().equals("running"));
    run(guest + "/status/shutdown");
    get(guest + "/status/current");
    run(guest + "/status/start");
  }

  private static void snapshots() {
    String vm = grid.machine();
    run(vm + "/snapshot", "snapname", "first", "description", "before");
    get(vm + "/snapshot");
    get(vm + "/snapshot/first/config");
    put(vm + "/snapshot/first/config", "description", "after");
    run(vm + "/snapshot/first/rollback");
    task(done(root.delete(vm + "/snapshot/first")));
  }

  private static void storage(String guest) {
    get("/storage");
    get(NODE + "/storage");
    get(NODE + "/storage/local/status");
    get(NODE + "/storage/local/content");
    get(NODE + "/vzdump/defaults");
    run(
        NODE + "/vzdump",
        "vmid",
        EmulatedGrid.vmid(guest),
        "storage",
        "backup",
        "notes-template",
        "{{guestname}}");
    String volid =
        get(NODE + "/storage/backup/content?content=backup").get(0).get("volid").asText();
    String volume = NODE + "/storage/backup/content/" + volid;
    get(volume);
    put(volume, "notes", "kept");
    get(NODE + "/vzdump/extractconfig?volume=" + volid);
    get(NODE + "/storage/backup/content?vmid=" + EmulatedGrid.vmid(guest));
    task(done(root.delete(volume)));
  }

  private static void highAvailability() {
    String resources = "/cluster/ha/resources";
    String sid = "vm:" + EmulatedGrid.vmid(grid.machine());
    get("/cluster/ha/status/current");
    get("/cluster/ha/status/manager_status");
    post(resources, "sid", sid, "state", "stopped", "max_restart", "2", "comment", "mine");
    get(resources);
    get(resources + "/" + sid);
    put(resources + "/" + sid, "state", "started");
    get("/cluster/ha/groups");
    post(
        "/cluster/ha/rules",
        "rule",
        "near",
        "type",
        "node-affinity",
        "resources",
        sid,
        "nodes",
        "pve1");
    get("/cluster/ha/rules");
    done(root.delete("/cluster/ha/rules/near"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> get("/cluster/ha/status/current").toString().contains("service:" + sid));
    get("/cluster/ha/status/manager_status");
    get("/cluster/resources");
    post(resources + "/" + sid + "/migrate", "node", "pve2");
    post(resources + "/" + sid + "/relocate", "node", "pve1");
    done(root.delete(resources + "/" + sid));
  }

  private static void history(String guest) {
    get(NODE + "/rrddata?timeframe=hour");
    get(guest + "/rrddata?timeframe=hour");
    String ended = grid.machine(root, "pve1");
    task(done(root.delete(ended)));
  }

  @Test
  void findsWhatIsNotAsTheSchemaSays() throws Exception {
    SchemaOfAnswers schema = SchemaOfAnswers.load();

    assertThat(
            faults(
                schema,
                "GET /nodes/{node}/qemu/{vmid}/status/current",
                "{\"vmid\":1,\"status\":\"on\"}"))
        .contains("data lacks ha", "data.vmid is out of its bounds: 1")
        .anyMatch(fault -> fault.startsWith("data.status should be one of"));
    assertThat(faults(schema, "GET /cluster/resources", "{\"a\":1}"))
        .containsExactly("data should be array, is {\"a\":1}");
    assertThat(
            faults(
                schema,
                "GET /nodes/{node}/qemu/{vmid}/config",
                "{\"digest\":\"a\",\"cores\":\"two\"}"))
        .containsExactly("data.cores should be integer, is \"two\"");
    assertThat(
            faults(
                schema,
                "GET /nodes/{node}/qemu/{vmid}/config",
                "{\"digest\":\"a\",\"cores\":\"2\",\"net7\":\"virtio\"}"))
        .isEmpty();
    assertThat(faults(schema, "PUT /nodes/{node}/qemu/{vmid}/config", "\"UPID:x\"")).hasSize(1);
  }

  private static List<String> faults(SchemaOfAnswers schema, String method, String data)
      throws Exception {
    return schema.faults(method, new ObjectMapper().readTree(data));
  }
}
