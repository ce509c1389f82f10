package io.gridwright.proxmox.tck;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gridwright.proxmox.ProxmoxClient;
import io.gridwright.proxmox.connection.Credentials;
import io.gridwright.proxmox.connection.TestCertificate;
import io.gridwright.proxmox.connection.Trust;
import io.gridwright.proxmox.task.Pause;
import io.gridwright.proxmox.value.NodeName;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.VmRef;
import io.gridwright.proxmox.value.Vmid;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The suite against fakepve, an independent fake of the API (PyPI). Runs where the system property
 * {@code gridwright.fakepve}, or the variable {@code GRIDWRIGHT_FAKEPVE}, names its executable.
 */
class FakePveTckTest extends ProxmoxTck {
  private static final String GUESTS =
      """
      {"guests": [{"vmid": 9000, "name": "template", "template": true, "status": "stopped",
                   "config": {"memory": "64", "agent": "1", "scsihw": "virtio-scsi-single",
                              "scsi0": "local-lvm:base-9000-disk-0,size=1G",
                              "net0": "virtio=BC:24:11:00:00:01,bridge=vmbr0"}},
                  {"vmid": 9001, "name": "guest", "status": "running",
                   "config": {"memory": "64", "agent": "1"},
                   "agent": {"files": {"/tmp/tck.txt": "grüße\\n"},
                             "exec": {"hostname": {"out-data": "guest\\n"}}}}]}
      """;

  @TempDir static Path folder;

  private static Optional<Process> fake = Optional.empty();
  private static TckGrid served;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException, InterruptedException {
    String executable =
        System.getProperty("gridwright.fakepve", System.getenv("GRIDWRIGHT_FAKEPVE"));
    assumeTrue(executable != null, "fakepve is not run: -Dgridwright.fakepve names no executable");
    TestCertificate certificate = TestCertificate.make(folder, "ip:127.0.0.1");
    Path pem = certificate.certificatePem(folder.resolve("node.pem"));
    Process process =
        new ProcessBuilder(
                executable,
                Files.writeString(folder.resolve("guests.json"), GUESTS).toString(),
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--time-scale",
                "0.01",
                "--cert",
                pem.toString(),
                "--key",
                certificate.keyPem(folder.resolve("node.key")).toString())
            .redirectErrorStream(true)
            .start();
    fake = Optional.of(process);
    served = grid(url(process), pem);
  }

  private static String url(Process process) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith("fakepve listening on ")) {
        return line.substring("fakepve listening on ".length());
      }
      said.append(line).append('\n');
    }
    throw new IOException("fakepve did not start: " + said);
  }

  private static TckGrid grid(String url, Path pem) {
    return new TckGrid(
        client(url, pem, "secret"),
        client(url, pem, "wrong"),
        NodeName.of("pve1"),
        VmRef.of(NodeName.of("pve1"), Vmid.of(9000)),
        Optional.of(VmRef.of(NodeName.of("pve1"), Vmid.of(9001))),
        StorageId.of("local-lvm"),
        "vmbr0",
        Vmid.of(5000),
        Optional.empty(),
        Optional.of(StorageId.of("local")),
        Duration.ofSeconds(30));
  }

  private static ProxmoxClient client(String url, Path pem, String password) {
    return ProxmoxClient.builder()
        .pause(real -> Pause.ofThread().pause(real.dividedBy(15)))
        .entry(url)
        .credentials(Credentials.Login.of("root@pam", password))
        .trust(Trust.authorities(pem))
        .build();
  }

  @AfterAll
  static void stop() {
    fake.ifPresent(Process::destroy);
  }

  @Override
  protected TckGrid grid() {
    assumeTrue(fake.isPresent(), "fakepve is not run: -Dgridwright.fakepve names no executable");
    return served;
  }

  @Override
  protected Map<String, String> leftOut() {
    return Map.ofEntries(
        Map.entry("foldsTagsToLowerCase", "keeps the case"),
        Map.entry("growsADiskAndNeverShrinksIt", "resize changes nothing"),
        Map.entry("keepsMemoryOfARunningMachineForItsNextStart", "shows the value in force only"),
        Map.entry("makesAMachineOfABackup", "vzdump writes no archive"),
        Map.entry("movesAMachineToAnotherNode", "is one node"),
        Map.entry("refusesToRemoveAnUnknownKey", "takes any key"),
        Map.entry("saysThatItIsQuorate", "has no rows in the HA status"),
        Map.entry("shutsDownAGuestThatObeys", "clones of the template have no agent"),
        Map.entry("failsToStartAMachineThatIsNotThere", "refuses before the task"),
        Map.entry("withdrawsAChangeThatTheRunningMachineRefuses", "plugs into any bridge"),
        Map.entry("doesNotKnowATaskThatNeverWas", "cannot parse any but its own UPIDs"));
  }
}
