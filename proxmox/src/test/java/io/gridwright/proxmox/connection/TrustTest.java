package io.gridwright.proxmox.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.UserId;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate the test makes itself. */
class TrustTest {
  @TempDir Path folder;

  @Test
  void believesThePinnedCertificateWhateverHostItNames() throws Exception {
    TestCertificate store = TestCertificate.make(folder, "dns:elsewhere.example");

    assertThat(versionWith(store, Trust.fingerprints(store.fingerprint()))).isEqualTo("9.2.11");
  }

  @Test
  void refusesAnyOtherCertificateThanThePinnedOne() throws Exception {
    TestCertificate store = TestCertificate.make(folder, "ip:127.0.0.1");

    assertThatThrownBy(() -> versionWith(store, Trust.fingerprints("00:".repeat(31) + "00")))
        .isInstanceOf(ProxmoxException.NoEntryNode.class)
        .hasStackTraceContaining("none of the 1 pinned ones");
  }

  @Test
  void believesAnAuthorityForTheHostThatItNames() throws Exception {
    TestCertificate store = TestCertificate.make(folder, "ip:127.0.0.1");

    assertThat(
            versionWith(store, Trust.authorities(store.certificatePem(folder.resolve("ca.pem")))))
        .isEqualTo("9.2.11");
  }

  @Test
  void refusesACertificateThatNamesAnotherHost() throws Exception {
    TestCertificate store = TestCertificate.make(folder, "ip:127.0.0.2");

    assertThatThrownBy(
            () ->
                versionWith(
                    store, Trust.authorities(store.certificatePem(folder.resolve("ca.pem")))))
        .isInstanceOf(ProxmoxException.NoEntryNode.class);
  }

  @Test
  void refusesACertificateOfAnUnknownAuthority() throws Exception {
    TestCertificate store = TestCertificate.make(folder, "ip:127.0.0.1");

    assertThatThrownBy(() -> versionWith(store, Trust.system()))
        .isInstanceOf(ProxmoxException.NoEntryNode.class);
  }

  private static String versionWith(TestCertificate certificate, Trust trust) throws Exception {
    try (RawServer server =
            new RawServer(
                certificate
                    .serverContext()
                    .getServerSocketFactory()
                    .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")),
                true,
                (request, wire) -> wire.sendJson("{\"data\":{\"version\":\"9.2.11\"}}"));
        Api api =
            new HttpApi(
                List.of(EntryNode.of(server.url())),
                new Credentials.ApiToken(UserId.parse("root@pam!prov"), "secret"),
                trust,
                Timeouts.DEFAULT,
                InstantSource.system())) {
      return api.send(Call.get("/version")).data().required("version");
    }
  }
}
