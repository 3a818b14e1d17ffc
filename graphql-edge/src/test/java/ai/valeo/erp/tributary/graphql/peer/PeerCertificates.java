package ai.valeo.erp.tributary.graphql.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Certificates for servers and instances of the centre, as the JDK's own keytool makes them, in
 * PEM.
 */
public final class PeerCertificates {

  private static final String PASSWORD = "changeit";
  private static final String AUTHORITY = "authority";

  private final Path folder;

  /** Makes an authority. */
  public PeerCertificates(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    make(AUTHORITY, "-ext", "bc:c");
  }

  /** The certificate of an instance, signed by the authority. */
  public PeerSettings.Tls signed(String name, String address)
      throws IOException, InterruptedException, GeneralSecurityException {
    make(name, "-signer", AUTHORITY, "-ext", "san=" + address);
    return written(name);
  }

  /** A certificate that nobody has signed; whoever shows it trusts the authority. */
  PeerSettings.Tls ownWord(String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    make(name, "-ext", "san=ip:127.0.0.1");
    return written(name);
  }

  private void make(String alias, String... more) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store().toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
    command.addAll(List.of(more));
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
  }

  private Path store() {
    return folder.resolve("instances.p12");
  }

  private PeerSettings.Tls written(String alias) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store())) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Certificate[] chain = keys.getCertificateChain(alias);
    byte[] key = keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
    return new PeerSettings.Tls(
        pem(alias + ".crt", "CERTIFICATE", chain[0].getEncoded()),
        pem(alias + ".key", "PRIVATE KEY", key),
        pem("authority.crt", "CERTIFICATE", keys.getCertificate(AUTHORITY).getEncoded()));
  }

  private Path pem(String file, String kind, byte[] content) throws IOException {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    return Files.writeString(
        folder.resolve(file),
        "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
  }
}
