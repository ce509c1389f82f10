package io.gridwright.emulator.wire;

import io.gridwright.emulator.disk.StateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The cluster's own certificate authority and a certificate per node, made at the first start and
 * kept, so that a pinned fingerprint stays right.
 */
public final class ClusterCertificates {
  private static final Duration LIFETIME = Duration.ofDays(3650);
  private static final String CA = "pki/pve-root-ca";

  private final StateFiles files;
  private final Instant now;
  private final Identity authority;
  private final String host;

  /** A key and its certificate. */
  public record Identity(PrivateKey key, X509Certificate certificate) {}

  /**
   * @param host a further address that the certificates of the nodes are for
   */
  public ClusterCertificates(StateFiles files, Instant now, String host) {
    this.files = files;
    this.now = now;
    this.host = host;
    this.authority = kept(CA).orElseGet(this::newAuthority);
  }

  /** PEM of the authority's certificate. */
  public Path authorityFile() {
    return files.path(CA + ".pem");
  }

  /** The authority's certificate. */
  public X509Certificate authority() {
    return authority.certificate();
  }

  /**
   * A node's identity, for its name, {@code localhost}, 127.0.0.1 and the host; made anew where the
   * kept one is not for the host.
   */
  public Identity of(String node) {
    return kept("pki/" + node).filter(this::forHost).orElseGet(() -> newNode(node));
  }

  private boolean forHost(Identity identity) {
    try {
      return identity.certificate().getSubjectAlternativeNames().stream()
          .anyMatch(name -> name.contains(host));
    } catch (CertificateParsingException e) {
      throw new IllegalStateException("a kept certificate cannot be read; remove pki/", e);
    }
  }

  /** SHA-256 of the node's certificate, in upper case with colons. */
  public String fingerprint(String node) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(of(node).certificate().getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the certificate of " + node + " has no encoding", e);
    }
  }

  private Optional<Identity> kept(String name) {
    return files
        .read(name + ".key")
        .flatMap(key -> files.read(name + ".pem").map(pem -> identity(key, pem)));
  }

  private static Identity identity(String key, String pem) {
    try {
      byte[] pkcs8 = Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", ""));
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      PrivateKey secret =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      return new Identity(secret, certificate);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a kept certificate cannot be read; remove pki/", e);
    }
  }

  private Identity newAuthority() {
    try {
      KeyPair keys = newKeys();
      X500Name name =
          new X500Name("CN=Proxmox Virtual Environment,OU=emulated,O=PVE Cluster Manager CA");
      X509v3CertificateBuilder builder = builder(name, name, keys);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return keep(CA, keys.getPrivate(), sign(builder, keys.getPrivate()));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make the certificate authority", e);
    }
  }

  private Identity newNode(String node) {
    try {
      KeyPair keys = newKeys();
      X500Name issuer =
          X500Name.getInstance(authority.certificate().getSubjectX500Principal().getEncoded());
      X509v3CertificateBuilder builder =
          builder(issuer, new X500Name("CN=" + node + ",OU=PVE Cluster Node"), keys);
      GeneralName[] names = {
        new GeneralName(GeneralName.dNSName, node),
        new GeneralName(GeneralName.dNSName, "localhost"),
        new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
        new GeneralName(GeneralName.iPAddress, host)
      };
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      return keep("pki/" + node, keys.getPrivate(), sign(builder, authority.key()));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make the certificate of " + node, e);
    }
  }

  private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(120, new SecureRandom()),
        Date.from(now.minus(Duration.ofDays(1))),
        Date.from(now.plus(LIFETIME)),
        subject,
        keys.getPublic());
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private Identity keep(String name, PrivateKey key, X509Certificate certificate) {
    files.writeSecret(name + ".key", pem("PRIVATE KEY", key.getEncoded()));
    try {
      files.write(name + ".pem", pem("CERTIFICATE", certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a fresh certificate has no encoding", e);
    }
    return new Identity(key, certificate);
  }

  private static String pem(String kind, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }
}
