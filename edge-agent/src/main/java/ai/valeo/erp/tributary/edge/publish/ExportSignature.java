package ai.valeo.erp.tributary.edge.publish;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 over the mutations of a file, as they are encoded, and over whose they are. */
final class ExportSignature {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int FINGERPRINT_CHARS = 16;

  private final Mac mac;

  /** Of mutations of a node, encoded by a schema in the form it has in the file. */
  ExportSignature(String key, String node, String schema) {
    mac = mac(key);
    for (String text : new String[] {node, schema}) {
      mac.update(text.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
    }
  }

  /** Tells keys apart without telling them. */
  static String fingerprint(String key) {
    byte[] sum = mac(key).doFinal("tributary export key".getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sum).substring(0, FINGERPRINT_CHARS);
  }

  void add(ByteBuffer encoded) {
    mac.update(encoded.duplicate());
  }

  /** The signature; ends this. */
  byte[] end(long count) {
    mac.update(ByteBuffer.allocate(Long.BYTES).putLong(count).flip());
    return mac.doFinal();
  }

  private static Mac mac(String key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }
}
