package io.gridwright.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole shop over the API and the agents only, as an engine builds it. */
class ShopOnTheGridTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PUBLIC = "203.0.113.9";

  @TempDir Path data;
  final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofMillis(500)).build();

  private Emulator start() {
    return Emulator.start(EmulatorConfiguration.in(data).onPort(0).withLatency(0));
  }

  /** A machine of the shop on the node whose template it is cloned from. */
  private record Machine(PveClient pve, String node, int vmid) {
    String path() {
      return "/nodes/" + node + "/qemu/" + vmid;
    }

    void build(int template, String component, String address, String... rules) {
      String mark = "gridwright: configuration=shop; component=%s; stateless=%s";
      assertThat(
              pve.run(
                  "/nodes/" + node + "/qemu/" + template + "/clone",
                  "newid",
                  Integer.toString(vmid),
                  "name",
                  component,
                  "full",
                  "1",
                  "description",
                  mark.formatted(component, !component.equals("db"))))
          .isEqualTo("OK");
      assertThat(
              pve.put(
                      path() + "/config",
                      "memory",
                      "1024",
                      "net0",
                      "virtio,bridge=vmbr0,tag=100,firewall=1",
                      "tags",
                      "gridwright",
                      "ipconfig0",
                      "ip=" + address + "/24,gw=10.20.0.1")
                  .status())
          .isEqualTo(200);
      for (int i = 0; i < rules.length; i += 2) {
        assertThat(
                pve.post(
                        path() + "/firewall/rules",
                        "type",
                        "in",
                        "action",
                        "ACCEPT",
                        "enable",
                        "1",
                        "proto",
                        "tcp",
                        "dport",
                        rules[i],
                        "source",
                        rules[i + 1])
                    .status())
            .isEqualTo(200);
      }
      assertThat(pve.post(path() + "/firewall/ipset", "name", "ipfilter-net0").status())
          .isEqualTo(200);
      mayUse(address);
      assertThat(
              pve.put(
                      path() + "/firewall/options",
                      "enable",
                      "1",
                      "policy_in",
                      "DROP",
                      "ipfilter",
                      "1",
                      "macfilter",
                      "1")
                  .status())
          .isEqualTo(200);
      assertThat(pve.run(path() + "/status/start")).isEqualTo("OK");
      awaitAgent();
    }

    void mayUse(String address) {
      assertThat(pve.post(path() + "/firewall/ipset/ipfilter-net0", "cidr", address).status())
          .isEqualTo(200);
    }

    void mayNoLongerUse(String address) {
      assertThat(pve.delete(path() + "/firewall/ipset/ipfilter-net0/" + address).status())
          .isEqualTo(200);
    }

    void awaitAgent() {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> pve.post(path() + "/agent/ping").status() == 200);
    }

    void write(String file, String text) {
      assertThat(pve.post(path() + "/agent/file-write", "file", file, "content", text).status())
          .isEqualTo(200);
    }

    String exec(String command) {
      int pid =
          pve.json("POST", path() + "/agent/exec", "{\"command\":" + command + "}")
              .data()
              .get("pid")
              .asInt();
      JsonNode ended =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(
                  () -> pve.get(path() + "/agent/exec-status?pid=" + pid).data(),
                  row -> row.get("exited").asInt() == 1);
      assertThat(ended.get("exitcode").asInt()).as("%s: %s", command, ended).isZero();
      return ended.path("out-data").asText();
    }

    String at(String address, int port) {
      String text =
          pve.get(path() + "/agent/file-read?file=/run/gridwright/reachable.json")
              .data()
              .get("content")
              .asText();
      try {
        for (JsonNode one : JSON.readTree(text).get("reachable")) {
          if (one.get("address").asText().equals(address) && one.get("port").asInt() == port) {
            return one.get("at").asText();
          }
        }
      } catch (JsonProcessingException e) {
        throw new AssertionError(text, e);
      }
      throw new AssertionError(address + ":" + port + " is not in " + text);
    }
  }

  private static Machine balancer(PveClient pve) {
    return new Machine(pve, "pve1", 200);
  }

  private static void buildShop(PveClient pve) {
    Machine lb = balancer(pve);
    Machine web1 = new Machine(pve, "pve2", 201);
    Machine web2 = new Machine(pve, "pve3", 202);
    Machine db = new Machine(pve, "pve4", 203);
    db.build(9304, "db", "10.20.0.7", "3306", "10.20.0.5,10.20.0.6");
    web1.build(9102, "web-1", "10.20.0.5", "80", "10.20.0.2");
    web2.build(9103, "web-2", "10.20.0.6", "80", "10.20.0.2");
    lb.build(9001, "lb", "10.20.0.2", "80", "0.0.0.0/0");
    lb.mayUse(PUBLIC);
    lb.write(
        "/etc/network/interfaces.d/gridwright.cfg",
        "auto eth0\niface eth0 inet static\n    address " + PUBLIC + "/32\n");
    lb.exec("[\"ifreload\",\"-a\"]");
    lb.write(
        "/etc/haproxy/haproxy.cfg",
        """
        global
            maxconn 20000
            stats socket /run/haproxy/admin.sock mode 660 level admin expose-fd listeners
        defaults
            mode http
            option redispatch
            retries 3
            timeout connect 2s
            timeout client 60s
            timeout server 60s
        frontend virtual-203.0.113.9-80
            bind 203.0.113.9:80
            default_backend pool
        backend pool
            balance roundrobin
            option httpchk GET /health
            server web-1 10.20.0.5:80 check inter 200ms fall 2
            server web-2 10.20.0.6:80 check inter 200ms fall 2
        """);
    lb.exec("[\"haproxy\",\"-c\",\"-f\",\"/etc/haproxy/haproxy.cfg\"]");
    lb.exec("[\"systemctl\",\"restart\",\"haproxy\"]");
    web1.write("/etc/hosts", "10.20.0.7 db db.shop.internal\n");
    web1.write("/usr/local/lib/gridwright/probe.sh", "#!/bin/sh\n");
    String probe = "/usr/local/lib/gridwright/probe.sh";
    assertThat(web1.exec("[\"/bin/sh\",\"" + probe + "\",\"db.shop.internal\",\"3306\",\"3\"]"))
        .matches("(\\d+\\.\\d+\\n){3}");
  }

  private String page(String at) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + at + "/"))
            .timeout(Duration.ofSeconds(5))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  /** Guests hear of a change a moment after it is answered. */
  private static void awaitSilence(String at) {
    URI uri = URI.create("http://" + at);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 500);
                return false;
              } catch (SocketTimeoutException silence) {
                return true;
              } catch (IOException refused) {
                return false;
              }
            });
  }

  private void awaitPages(String at, String... servers) {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              Set<String> seen = new HashSet<>();
              for (int i = 0; i < 4; i++) {
                seen.add(page(at));
              }
              assertThat(seen).containsExactlyInAnyOrder(servers);
            });
  }

  private JsonNode door(Emulator emulator, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(emulator.controlDoor().resolve(path))
            .header(
                "Authorization", "Bearer " + Files.readString(emulator.controlTokenFile()).strip())
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Test
  void servesThroughTheBalancerWhileANodeDiesAndAfterARestart() throws Exception {
    String at;
    try (Emulator emulator = start()) {
      PveClient pve = PveClient.engine(emulator);
      buildShop(pve);
      at = balancer(pve).at(PUBLIC, 80);
      awaitPages(at, "web-1", "web-2");
      String direct = new Machine(pve, "pve2", 201).at("10.20.0.5", 80);
      awaitSilence(direct);
      balancer(pve).mayNoLongerUse(PUBLIC);
      awaitSilence(at);
      balancer(pve).mayUse(PUBLIC);
      door(emulator, "POST", "/nodes/pve2/power", "{\"state\":\"OFF\"}");
      awaitPages(at, "web-2");
      assertThat(door(emulator, "GET", "/machines", "").get("items"))
          .anySatisfy(
              machine -> {
                assertThat(machine.get("vmid").asInt()).isEqualTo(201);
                assertThat(machine.get("powered").asBoolean()).isFalse();
              });
      assertThat(door(emulator, "GET", "/violations", "").get("items")).isEmpty();
    }
    try (Emulator emulator = start()) {
      balancer(PveClient.engine(emulator)).awaitAgent();
      awaitPages(at, "web-2");
    }
  }
}
