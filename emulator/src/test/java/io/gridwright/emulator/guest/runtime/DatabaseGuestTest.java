package io.gridwright.emulator.guest.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.emulator.guest.violation.Violation;
import io.gridwright.emulator.guest.violation.ViolationKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseGuestTest {
  @TempDir Path data;
  Rig rig;
  Rig.Machine db;

  @BeforeEach
  void start() {
    rig = new Rig(data);
    db = rig.machine(500, "debian-12-mysql", "db", "10.1.0.7").on();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private static List<String> talk(Rig.Machine machine, String address, String... requests)
      throws IOException {
    String[] at = machine.at(address, 3306).split(":");
    try (Socket socket = new Socket(at[0], Integer.parseInt(at[1]))) {
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      List<String> said = new ArrayList<>();
      for (String request : requests) {
        socket.getOutputStream().write((request + "\n").getBytes(StandardCharsets.UTF_8));
        said.add(answers.readLine());
      }
      return said;
    }
  }

  private static void awaitCaughtUp(Rig.Machine replica) {
    Awaitility.await()
        .until(
            () -> replica.exec("gridwright-db", "status").output(),
            s -> s.contains("\"caughtUp\":true"));
  }

  private List<ViolationKind> violations() {
    return rig.guests().violations().stream().map(Violation::kind).toList();
  }

  @Test
  void speaksItsLineProtocol() throws Exception {
    assertThat(talk(db, "10.1.0.7", "PING", "PUT a first value", "GET a", "GET b", "COUNT", "X"))
        .containsExactly(
            "PONG", "OK 1", "VALUE first value", "NONE", "COUNT 1", "ERR unknown request X");
  }

  @Test
  void keepsWhatItAcknowledgedThroughAPowerCut() throws Exception {
    talk(db, "10.1.0.7", "PUT a 1", "PUT b 2");
    db.off().on();
    assertThat(talk(db, "10.1.0.7", "GET b", "COUNT")).containsExactly("VALUE 2", "COUNT 2");
  }

  @Test
  void forgetsAWriteThatTheCrashTore() throws Exception {
    talk(db, "10.1.0.7", "PUT a 1");
    db.off();
    Files.writeString(
        data.resolve("disks/500/files/var/lib/gridwright-db/journal"),
        "b half",
        StandardOpenOption.APPEND);
    db.on();
    assertThat(talk(db, "10.1.0.7", "COUNT", "GET b")).containsExactly("COUNT 1", "NONE");
  }

  @Test
  void refusesWritesWhileReadOnly() throws Exception {
    db.exec("gridwright-db", "read-only");
    assertThat(talk(db, "10.1.0.7", "PUT a 1").get(0)).startsWith("ERR READ_ONLY");
    assertThat(db.exec("gridwright-db", "write", "a", "1").exitCode()).isEqualTo(1);
    db.exec("gridwright-db", "read-only", "off");
    assertThat(db.exec("gridwright-db", "write", "a", "1").output()).isEqualTo("OK 1\n");
    assertThat(db.exec("gridwright-db", "read", "a").output()).isEqualTo("1\n");
  }

  @Test
  void movesToADuplicateWithoutTwoWriters() throws Exception {
    talk(db, "10.1.0.7", "PUT a 1", "PUT b 2");
    Rig.Machine duplicate = rig.machine(501, "debian-12-mysql", "db", "10.1.0.8").on();
    assertThat(duplicate.exec("gridwright-db", "replicate-from", "10.1.0.7").exitCode()).isZero();
    awaitCaughtUp(duplicate);
    talk(db, "10.1.0.7", "PUT c 3");
    awaitCaughtUp(duplicate);
    assertThat(talk(duplicate, "10.1.0.8", "GET c", "PUT d 4"))
        .containsExactly("VALUE 3", "ERR READ_ONLY this database is REPLICA");
    db.exec("gridwright-db", "read-only");
    duplicate.exec("gridwright-db", "promote");
    assertThat(talk(duplicate, "10.1.0.8", "PUT d 4")).containsExactly("OK 4");
    assertThat(violations()).isEmpty();
  }

  @Test
  void goesOnReplicatingAfterTheSourceWasCutOff() throws Exception {
    Rig.Machine duplicate = rig.machine(501, "debian-12-mysql", "db", "10.1.0.8").on();
    duplicate.exec("gridwright-db", "replicate-from", "10.1.0.7", "3306");
    awaitCaughtUp(duplicate);
    db.off().on();
    talk(db, "10.1.0.7", "PUT a 1");
    Awaitility.await().until(() -> duplicate.exec("gridwright-db", "read", "a").exitCode() == 0);
  }

  @Test
  void twoGuestsOfOneComponentThatBothAcceptWritesAreAViolation() throws Exception {
    talk(db, "10.1.0.7", "PUT a 1");
    Rig.Machine twin = rig.machine(501, "debian-12-mysql", "db", "10.1.0.8").on();
    assertThat(violations()).isEmpty();
    talk(twin, "10.1.0.8", "PUT a 2");
    assertThat(violations()).containsExactly(ViolationKind.TWO_WRITERS);
    talk(twin, "10.1.0.8", "PUT a 3");
    assertThat(violations()).hasSize(1);
  }

  @Test
  void aWriteAcceptedByACutOffGuestThatWasReplacedIsAViolation() {
    rig.machine(501, "debian-12-mysql", "db", "10.1.0.8").onNode("pve2").on();
    db.connected(false);
    db.exec("gridwright-db", "write", "a", "1");
    assertThat(violations()).containsExactly(ViolationKind.WRITE_ACCEPTED_WHILE_FENCED);
  }

  @Test
  void twoGuestsAtOneAddressAreAViolation() {
    Rig.Machine twin = rig.machine(501, "debian-12-nginx", "db", "10.1.0.7").on();
    assertThat(violations()).contains(ViolationKind.ADDRESS_ANSWERED_TWICE);
    twin.off();
    assertThat(violations()).hasSize(1);
  }

  @Test
  void twoGuestsAtOneAddressInDifferentVlansAreNone() {
    rig.machine(501, "debian-12-nginx", "web", "10.1.0.7").net0("tag=102").on();
    assertThat(violations()).isEmpty();
  }

  @Test
  void aGuestWithItsLinkDownDoesNotAnswerAtItsAddress() {
    db.net0("tag=101,link_down=1");
    rig.machine(501, "debian-12-nginx", "web", "10.1.0.7").on();
    assertThat(violations()).isEmpty();
  }

  @Test
  void violationsOutliveARestart() {
    rig.machine(501, "debian-12-nginx", "db", "10.1.0.7").on();
    List<Violation> before = rig.guests().violations();
    rig.close();
    rig = new Rig(data);
    assertThat(rig.guests().violations()).isEqualTo(before).isNotEmpty();
  }
}
