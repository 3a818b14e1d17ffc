package ai.valeo.erp.tributary.graphql.http;

import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/**
 * By what an HTTPS server shows who it is: PEM files, which may be replaced while it runs.
 *
 * @param certificate its certificate, with those between it and an authority behind it
 * @param key its private key
 * @param look time between two looks at the files
 */
public record HttpCertificate(Path certificate, Path key, Duration look) {

  /** How keys of a kind sign. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private static final Duration OFTEN_ENOUGH = Duration.ofMinutes(1);

  /** One that is looked at often enough. */
  public HttpCertificate(Path certificate, Path key) {
    this(certificate, key, OFTEN_ENOUGH);
  }

  PemKeyCertOptions options() {
    return new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString());
  }

  /**
   * When the files were written, if they can be used: other times, other files. Blocks.
   *
   * @throws IOException if one is not there
   * @throws GeneralSecurityException if the key is not that of the certificate: while both are
   *     replaced, one comes first
   */
  List<FileTime> usable(Vertx vertx) throws IOException, GeneralSecurityException {
    List<FileTime> written =
        List.of(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
    try {
      for (KeyManager keys : options().getKeyManagerFactory(vertx).getKeyManagers()) {
        if (keys instanceof X509KeyManager pair) {
          check(pair);
        }
      }
    } catch (GeneralSecurityException e) {
      throw e;
    } catch (Exception e) { // so it is declared
      throw new GeneralSecurityException(
          certificate + " or " + key + " cannot be read: " + e.getMessage(), e);
    }
    return written;
  }

  private void check(X509KeyManager pair) throws GeneralSecurityException {
    for (Map.Entry<String, String> kind : SIGNATURES.entrySet()) {
      String[] aliases = pair.getServerAliases(kind.getKey(), null);
      if (aliases != null && aliases.length > 0) {
        byte[] words = certificate.toString().getBytes(StandardCharsets.UTF_8);
        Signature signing = Signature.getInstance(kind.getValue());
        signing.initSign(pair.getPrivateKey(aliases[0]));
        signing.update(words);
        byte[] signed = signing.sign();
        signing.initVerify(pair.getCertificateChain(aliases[0])[0].getPublicKey());
        signing.update(words);
        if (!signing.verify(signed)) {
          throw new GeneralSecurityException(key + " is not the key of " + certificate);
        }
      }
    }
  }
}
