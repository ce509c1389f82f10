package io.gridwright.activities.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script itself, by this machine's shell; HAProxy and systemd are told apart from it. */
class BalanceScriptTest {
  @TempDir Path folder;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    program("haproxy", "grep -q good \"$3\" || { echo refused >&2; exit 1; }");
    program("systemctl", "echo \"$1 $(tail -n 1 haproxy.cfg)\" >> systemctl.log");
    Files.writeString(
        folder.resolve("balance.sh"),
        GuestToolkit.BALANCE
            .text()
            .replace("/etc/haproxy/", folder + "/")
            .replace("/run/lock/", folder + "/"));
  }

  @Test
  void installsAHigherTicketAndReloads() throws Exception {
    assertThat(balance(1, "good 1")).isZero();
    assertThat(balance(2, "good 2")).isZero();

    assertThat(inForce()).isEqualTo("# ticket 2\ngood 2\n");
    assertThat(log())
        .containsExactly("is-active good 1", "reload good 1", "is-active good 2", "reload good 2");
  }

  /** The two reads were in one order, the two writes in the other. */
  @Test
  void leavesTheNewerOfTwoWritersInForce() throws Exception {
    write(1, "good older");
    write(2, "good newer");

    assertThat(run(2)).isZero();
    assertThat(run(1)).isZero();

    assertThat(inForce()).contains("good newer");
    assertThat(log()).last().isEqualTo("reload good newer");
    assertThat(files()).containsExactly("haproxy.cfg");
  }

  @Test
  void leavesTheNewestOfManyAtOnceInForce() throws Exception {
    List<Process> writers = new ArrayList<>();
    for (int ticket = 1; ticket <= 12; ticket++) {
      write(ticket, "good " + ticket);
    }
    for (int ticket = 12; ticket >= 1; ticket--) {
      writers.add(begin(ticket));
    }
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }

    assertThat(inForce()).contains("good 12");
    assertThat(log()).last().isEqualTo("reload good 12");
    assertThat(files()).containsExactly("haproxy.cfg");
  }

  @Test
  void keepsTheFileInForceWhereHaproxyRefuses() throws Exception {
    balance(1, "good 1");

    assertThat(balance(2, "bad")).isEqualTo(1);
    assertThat(run(3)).as("no file").isEqualTo(3);

    assertThat(inForce()).contains("good 1");
  }

  private int balance(int ticket, String rules) throws Exception {
    write(ticket, rules);
    return run(ticket);
  }

  private void write(int ticket, String rules) throws IOException {
    Files.writeString(
        folder.resolve("haproxy.cfg." + ticket), "# ticket " + ticket + "\n" + rules + "\n");
  }

  private int run(int ticket) throws Exception {
    return begin(ticket).waitFor();
  }

  private Process begin(int ticket) throws IOException {
    var shell =
        new ProcessBuilder(
            "/bin/sh",
            "balance.sh",
            Integer.toString(ticket),
            folder.resolve("haproxy.cfg." + ticket).toString());
    shell.directory(folder.toFile());
    shell.environment().merge("PATH", folder + "/bin", (path, mine) -> mine + ":" + path);
    return shell.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private void program(String name, String text) throws IOException {
    Files.createFile(
        folder.resolve("bin").resolve(name),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(folder.resolve("bin").resolve(name), "#!/bin/sh\n" + text + "\n");
  }

  private String inForce() throws IOException {
    return Files.readString(folder.resolve("haproxy.cfg"));
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("systemctl.log"));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("haproxy.cfg"))
          .toList();
    }
  }
}
