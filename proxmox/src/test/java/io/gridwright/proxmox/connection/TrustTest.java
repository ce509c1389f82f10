package io.gridwright.proxmox.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwright.proxmox.error.ProxmoxException;
import io.gridwright.proxmox.value.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server whose certificate the test makes itself. */
class TrustTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  @Test
  void believesThePinnedCertificateWhateverHostItNames() throws Exception {
    KeyStore store = certificate("dns:elsewhere.example");

    assertThat(versionWith(store, Trust.fingerprints(fingerprint(store)))).isEqualTo("9.2.11");
  }

  @Test
  void refusesAnyOtherCertificateThanThePinnedOne() throws Exception {
    KeyStore store = certificate("ip:127.0.0.1");

    assertThatThrownBy(() -> versionWith(store, Trust.fingerprints("00:".repeat(31) + "00")))
        .isInstanceOf(ProxmoxException.NoEntryNode.class)
        .hasStackTraceContaining("none of the 1 pinned ones");
  }

  @Test
  void believesAnAuthorityForTheHostThatItNames() throws Exception {
    KeyStore store = certificate("ip:127.0.0.1");

    assertThat(versionWith(store, Trust.authorities(pem(store)))).isEqualTo("9.2.11");
  }

  @Test
  void refusesACertificateThatNamesAnotherHost() throws Exception {
    KeyStore store = certificate("ip:127.0.0.2");

    assertThatThrownBy(() -> versionWith(store, Trust.authorities(pem(store))))
        .isInstanceOf(ProxmoxException.NoEntryNode.class);
  }

  @Test
  void refusesACertificateOfAnUnknownAuthority() throws Exception {
    KeyStore store = certificate("ip:127.0.0.1");

    assertThatThrownBy(() -> versionWith(store, Trust.system()))
        .isInstanceOf(ProxmoxException.NoEntryNode.class);
  }

  private String versionWith(KeyStore store, Trust trust) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    try (RawServer server =
            new RawServer(
                context
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

  private KeyStore certificate(String alternativeName) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "node",
                "-keyalg",
                "EC",
                "-dname",
                "CN=node",
                "-ext",
                "san=" + alternativeName,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String output = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor()).as(output).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static String fingerprint(KeyStore store) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(store.getCertificate("node").getEncoded());
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }

  private Path pem(KeyStore store) throws Exception {
    Certificate certificate = store.getCertificate("node");
    return write(
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("ca.pem"), text);
  }
}
