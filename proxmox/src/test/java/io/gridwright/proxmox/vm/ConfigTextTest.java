package io.gridwright.proxmox.vm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwright.proxmox.connection.Fields;
import io.gridwright.proxmox.value.Bytes;
import io.gridwright.proxmox.value.DiskSlot;
import io.gridwright.proxmox.value.GibSize;
import io.gridwright.proxmox.value.MemoryMib;
import io.gridwright.proxmox.value.StorageId;
import io.gridwright.proxmox.value.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of a configuration survive being read and written. */
class ConfigTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "virtio=BC:24:11:5A:01:02,bridge=vmbr0",
        "virtio=BC:24:11:5A:01:02,bridge=vmbr0,firewall=1,rate=50,tag=12",
        "e1000=bc:24:11:5a:01:02,bridge=vmbr1,link_down=1,queues=4,mtu=1400",
        "virtio,bridge=vmbr0"
      })
  void keepsEveryPartOfANetworkCard(String text) {
    assertThat(NetworkDevice.parse(text)).hasToString(text);
  }

  @Test
  void keepsTheMacWhereTheTagChanges() {
    NetworkDevice card = NetworkDevice.parse("virtio=BC:24:11:5A:01:02,bridge=vmbr0,queues=2");

    assertThat(card.vlan(7).link(false))
        .hasToString("virtio=BC:24:11:5A:01:02,bridge=vmbr0,link_down=1,tag=7,queues=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nfs:9000/base-9000-disk-0.qcow2/105/vm-105-disk-0.qcow2,discard=on,size=10G",
        "none,media=cdrom",
        "local-lvm:32"
      })
  void keepsEveryPartOfADisk(String text) {
    assertThat(DiskDevice.parse(text)).hasToString(text);
  }

  @Test
  void readsSizes() {
    assertThat(DiskDevice.parse("a1:x,size=10G").size()).contains(Bytes.gib(10));
    assertThat(DiskDevice.parse("a1:x,size=4M").size()).contains(Bytes.of(4 << 20));
    assertThat(DiskDevice.parse("a1:x,size=528K").size()).contains(Bytes.of(528 << 10));
    assertThat(DiskDevice.parse("none").size()).isEmpty();
    assertThat(DiskDevice.allocate(StorageId.of("a1"), GibSize.of(8))).hasToString("a1:8");
  }

  @Test
  void encodesKeysForTheFirstOfTwoTimes() {
    SshKeys keys = new SshKeys(List.of("ssh-ed25519 AAAA+/= a@b", "ssh-rsa BBBB c'd"));

    assertThat(keys.encoded())
        .isEqualTo("ssh-ed25519%20AAAA%2B%2F%3D%20a%40b%0Assh-rsa%20BBBB%20c%27d")
        .matches("[-%a-zA-Z0-9_.!~*'()]*");
    assertThat(SshKeys.decode(keys.encoded())).isEqualTo(keys);
  }

  @Test
  void readsAConfigurationWhoseNumbersAreTexts() {
    VmConfig config =
        VmConfig.from(
            Fields.parse(
                "{\"name\":\"web-1\",\"memory\":\"2048\",\"cores\":2,\"sockets\":\"2\","
                    + "\"tags\":\"prod;web\",\"description\":\"a\\n\",\"lock\":\"clone\","
                    + "\"net0\":\"virtio=BC:24:11:5A:01:02,bridge=vmbr0\","
                    + "\"scsi0\":\"nfs:1/a.qcow2,size=10G\",\"scsihw\":\"virtio-scsi-single\","
                    + "\"ide2\":\"none,media=cdrom\",\"boot\":\" \",\"digest\":\"abc1\"}"));

    assertThat(config.memory()).isEqualTo(MemoryMib.of(2048));
    assertThat(config.processors()).isEqualTo(4);
    assertThat(config.tags()).containsExactlyInAnyOrder(Tag.of("prod"), Tag.of("web"));
    assertThat(config.description()).isEqualTo("a");
    assertThat(config.lock()).contains("clone");
    assertThat(config.disks()).containsOnlyKeys(DiskSlot.of("scsi0"), DiskSlot.of("ide2"));
    assertThat(config.networks()).containsOnlyKeys(0);
    assertThat(config.digest()).hasToString("Optional[abc1]");
  }

  @Test
  void readsAConfigurationWithoutAnything() {
    VmConfig config = VmConfig.from(Fields.parse("{\"digest\":\"0\"}"));

    assertThat(config.memory()).isEqualTo(MemoryMib.of(512));
    assertThat(config.name()).isEmpty();
    assertThat(config.lock()).isEmpty();
  }

  @Test
  void showsNoValuesOfSettings() {
    assertThat(VmSettings.none().cloudInitPassword("hunter2").toString())
        .contains("cipassword")
        .doesNotContain("hunter2");
  }
}
