package io.gridwright.activities.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of memory, processors, file systems and keys, by this machine's shell. */
class SizeScriptsTest {
  @TempDir Path folder;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    for (GuestToolkit tool : List.of(GuestToolkit.SIZE, GuestToolkit.GROW, GuestToolkit.KEYS)) {
      Files.writeString(
          folder.resolve(tool.name()),
          tool.text().replace("/sys/", folder + "/sys/").replace("/etc/", folder + "/etc/"));
    }
  }

  @Test
  void takesIntoUseWhatIsOfflineAndCountsWhatIsOnline() throws Exception {
    file("sys/devices/system/memory/block_size_bytes", "8000000");
    for (int block = 0; block < 16; block++) {
      file("sys/devices/system/memory/memory" + block + "/state", "online");
    }
    for (int block = 32; block < 36; block++) {
      file("sys/devices/system/memory/memory" + block + "/state", "offline");
    }
    file("sys/devices/system/cpu/cpu1/online", "0");
    program("getconf", "cat " + folder + "/sys/devices/system/cpu/cpu*/online | grep -c 1");

    assertThat(run(GuestToolkit.SIZE)).isEqualTo("0 2560 1");
  }

  @Test
  void growsAPartitionAndWhatIsOnIt() throws Exception {
    root("ext4");
    program("growpart", "echo \"$@\" >" + folder + "/grown");
    program("resize2fs", "echo \"$@\" >" + folder + "/resized");

    assertThat(run(GuestToolkit.GROW)).isEqualTo("0 grown to 20012 MiB");
    assertThat(text("grown")).isEqualTo("/dev/sda 1\n");
    assertThat(text("resized")).isEqualTo("/dev/sda1\n");
  }

  @Test
  void goesOnWhereThePartitionFillsTheDiskAlready() throws Exception {
    root("xfs");
    program("growpart", "echo 'NOCHANGE: partition 1 is size 41940959' ; exit 1");
    program("xfs_growfs", "test \"$1\" = /");

    assertThat(run(GuestToolkit.GROW)).isEqualTo("0 grown to 20012 MiB");
  }

  @Test
  void saysWhatItLeavesAndWhy() throws Exception {
    root("btrfs");
    assertThat(run(GuestToolkit.GROW)).isEqualTo("0 left: no program is known that grows btrfs");

    root("xfs");
    program("growpart", "exit 0");
    assertThat(run(GuestToolkit.GROW)).isEqualTo("0 left: xfs_growfs is not installed");

    program("findmnt", "echo /dev/mapper/vg-root");
    assertThat(run(GuestToolkit.GROW))
        .isEqualTo("0 left: the root /dev/mapper/vg-root is not a partition of a disk");
  }

  @Test
  void failsWhereGrowingBreaks() throws Exception {
    root("ext4");
    program("growpart", "echo 'FAILED: disk is busy'; exit 2");
    program("resize2fs", "exit 0");

    assertThat(run(GuestToolkit.GROW)).isEqualTo("1 growpart: FAILED: disk is busy");
  }

  @Test
  void letsInWhoIsToldAndKeepsWhatOthersWrote() throws Exception {
    String own = "ssh-rsa AAAA+own own@x";
    file("home/ann/.ssh/authorized_keys", own + "\nssh-rsa AAAA+old old@x");
    file("etc/gridwright/keys-gone", "ssh-rsa AAAA+old old@x");
    file("etc/gridwright/keys", "ssh-rsa AAAA+new new@x");
    program("getent", "echo \"$2:x:1000:1000::" + folder + "/home/$2:/bin/sh\"");
    program("chown", "exit 0");

    for (int time = 1; time <= 2; time++) {
      assertThat(run(GuestToolkit.KEYS, "ann")).isEqualTo("0 ");
      assertThat(text("home/ann/.ssh/authorized_keys"))
          .isEqualTo(own + "\nssh-rsa AAAA+new new@x\n");
    }
    Files.writeString(folder.resolve("etc/gridwright/keys-gone"), "");
    assertThat(run(GuestToolkit.KEYS, "ann")).isEqualTo("0 ");
    assertThat(text("home/ann/.ssh/authorized_keys")).startsWith(own);

    program("getent", "exit 2");
    assertThat(run(GuestToolkit.KEYS, "eve")).isEqualTo("1 keys.sh: there is no user eve");
  }

  private void root(String kind) throws IOException {
    Path partition = folder.resolve("sys/devices/pci/block/sda/sda1");
    file("sys/devices/pci/block/sda/sda1/partition", "1");
    Files.createDirectories(folder.resolve("sys/class/block"));
    Path link = folder.resolve("sys/class/block/sda1");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, partition);
    program("findmnt", "if [ \"$2\" = SOURCE ]; then echo /dev/sda1; else echo " + kind + "; fi");
    program("df", "echo '1M-blocks'; echo '    20012'");
  }

  private void file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content + "\n");
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private void program(String name, String body) throws IOException {
    Path program = folder.resolve("bin").resolve(name);
    Files.writeString(program, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Its exit code and what it said. */
  private String run(GuestToolkit tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh"));
    command.add(folder.resolve(tool.name()).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    Process process = builder.start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() + " " + said;
  }
}
