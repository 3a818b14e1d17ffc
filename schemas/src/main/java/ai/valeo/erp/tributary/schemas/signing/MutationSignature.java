package ai.valeo.erp.tributary.schemas.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * HMAC-SHA256 over everything that says what a mutation is and where it stands: the topic, the id
 * of the key, the record's key and its value as they are on the wire. The value holds the node, its
 * incarnation, sequence and floor and the entity, so a signature fits no other of these. Each part
 * has its length before it, so that nothing can move from one into the next.
 */
final class MutationSignature {

  private static final byte[] DOMAIN = "tributary mutation 1".getBytes(StandardCharsets.UTF_8);
  private static final int NONE = -1;
  private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(MutationSignature::mac);

  private MutationSignature() {}

  /** The signature's bytes; any thread. */
  static byte[] of(
      SigningKey key, String topic, byte @Nullable [] recordKey, byte @Nullable [] value) {
    Mac mac = MACS.get();
    try {
      mac.init(key.secret());
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("A key that was read can be used", e);
    }
    mac.update(DOMAIN);
    add(mac, topic.getBytes(StandardCharsets.UTF_8));
    add(mac, key.id().getBytes(StandardCharsets.UTF_8));
    add(mac, recordKey);
    add(mac, value);
    return mac.doFinal();
  }

  private static void add(Mac mac, byte @Nullable [] part) {
    int length = part == null ? NONE : part.length;
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    if (part != null) {
      mac.update(part);
    }
  }

  private static Mac mac() {
    try {
      return Mac.getInstance(SigningKeys.ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + SigningKeys.ALGORITHM, e);
    }
  }
}
