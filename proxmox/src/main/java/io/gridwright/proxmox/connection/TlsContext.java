package io.gridwright.proxmox.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;

/** Trust as the TLS engine wants it. */
record TlsContext(SSLContext context, HostnameVerifier verifier) {

  static TlsContext of(Trust trust) {
    try {
      if (trust instanceof Trust.Fingerprints pinned) {
        // The certificate itself is the proof; the name in it does not matter.
        return new TlsContext(
            context(new PinnedCertificates(pinned.sha256())), NoopHostnameVerifier.INSTANCE);
      }
      if (trust instanceof Trust.Authorities authorities) {
        return new TlsContext(
            context(managersOf(store(authorities))), new DefaultHostnameVerifier());
      }
      return new TlsContext(SSLContext.getDefault(), new DefaultHostnameVerifier());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "trust " + trust + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static SSLContext context(TrustManager... managers) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers, null);
    return context;
  }

  private static TrustManager[] managersOf(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore store(Trust.Authorities authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream pem = Files.newInputStream(authorities.pem())) {
      int index = 0;
      for (Certificate authority :
          CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("authority-" + index++, authority);
      }
      if (index == 0) {
        throw new IOException(authorities.pem() + " holds no certificate");
      }
    }
    return store;
  }
}
