package ai.valeo.erp.tributary.schemas.signing;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Finds out who signed a record, by the keys in force when it is looked at. Any thread. */
public final class SignatureCheck {

  /** Longer ones belong to no key. */
  private static final int MAX_ID_BYTES = 100;

  private static final int SIGNATURE_CHARS = 43;

  private final Supplier<SigningKeys> keys;

  public SignatureCheck(Supplier<SigningKeys> keys) {
    this.keys = keys;
  }

  /** What a signature was found to be. */
  public sealed interface Finding {}

  /**
   * It is good.
   *
   * @param signer whose key it is: a node, or {@link SigningKey#ANY_NODE}
   */
  public record Signed(String signer) implements Finding {}

  /**
   * It is not.
   *
   * @param reason why
   * @param message the same in words, without anything that the record says
   */
  public record Refused(Reason reason, String message) implements Finding {}

  /**
   * A record as it is on the wire.
   *
   * @param topic its topic
   * @param timestampMs the broker's time of it
   * @param key its key
   * @param value its value
   * @param headers its headers
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on and never compared
  public record Wired(
      String topic,
      long timestampMs,
      byte @Nullable [] key,
      byte @Nullable [] value,
      org.apache.kafka.common.header.Headers headers) {}

  /** Judges a record. */
  public Finding check(Wired record) {
    byte[] id = header(record, Headers.KEY_ID);
    byte[] given = header(record, Headers.SIGNATURE);
    if (id == null || given == null) {
      return new Refused(Reason.UNSIGNED, "record: not signed");
    }
    SigningKey key =
        id.length > MAX_ID_BYTES ? null : keys.get().key(new String(id, StandardCharsets.UTF_8));
    if (key == null) {
      return new Refused(Reason.UNKNOWN_KEY, "signature: with a key that is not known here");
    }
    if (!isEqual(given, MutationSignature.of(key, record.topic, record.key, record.value))) {
      return new Refused(
          Reason.BAD_SIGNATURE, "signature: not of this record with the key " + key.id());
    }
    if (!key.holdsAt(record.timestampMs)) {
      return new Refused(
          Reason.KEY_NOT_IN_FORCE,
          "signature: the key " + key.id() + " does not hold at that time");
    }
    return new Signed(key.node());
  }

  private static boolean isEqual(byte[] given, byte[] right) {
    if (given.length != SIGNATURE_CHARS) {
      return false;
    }
    try {
      return MessageDigest.isEqual(Base64.getUrlDecoder().decode(given), right);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static byte @Nullable [] header(Wired record, String name) {
    Header header = record.headers.lastHeader(name);
    return header == null ? null : header.value();
  }
}
