package ai.valeo.erp.tributary.schemas.signing;

import ai.valeo.erp.tributary.schemas.settings.SettingsException;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Signs the mutations that a process publishes, if it has keys. Any thread. */
public final class MutationSigner {

  /** Where mutations are not signed. */
  public static final MutationSigner NONE = new MutationSigner("", null, () -> 0);

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String node;
  private final @Nullable KeyFile file;
  private final LongSupplier nowMs;

  private MutationSigner(String node, @Nullable KeyFile file, LongSupplier nowMs) {
    this.node = node;
    this.file = file;
    this.nowMs = nowMs;
  }

  /**
   * A signer.
   *
   * @param node who signs: one node, or {@link SigningKey#ANY_NODE} with a key for everybody
   * @param file its keys
   * @param clock by which keys come into force
   * @throws SettingsException if there is no key for it
   */
  public static MutationSigner of(String node, KeyFile file, InstantSource clock) {
    var signer = new MutationSigner(node, file, clock::millis);
    if (!file.keys().has(node)) {
      throw new SettingsException(List.of("signing keys: none of " + node));
    }
    return signer;
  }

  /**
   * A signer with the keys that a process was configured with, or none where it has none.
   *
   * @throws SettingsException if there is no key for it
   */
  public static MutationSigner orNone(String node, @Nullable KeyFile file, InstantSource clock) {
    return file == null ? NONE : of(node, file, clock);
  }

  /** Whether what it signs now may speak for a node; anybody may where nothing is signed. */
  public boolean maySpeak(String otherNode) {
    SigningKey key = file == null ? null : file.keys().current(node, nowMs.getAsLong());
    return file == null || (key != null && SigningKey.maySpeak(key.node(), otherNode));
  }

  /**
   * The record with its signature; as it is where nothing is signed.
   *
   * @throws KafkaException if no key holds now
   */
  public ProducerRecord<byte[], byte[]> sign(ProducerRecord<byte[], byte[]> record) {
    if (file == null) {
      return record;
    }
    SigningKey key = file.keys().current(node, nowMs.getAsLong());
    if (key == null) {
      throw new KafkaException("No signing key of " + node + " holds now");
    }
    byte[] signature = MutationSignature.of(key, record.topic(), record.key(), record.value());
    record
        .headers()
        .remove(Headers.KEY_ID)
        .remove(Headers.SIGNATURE)
        .add(Headers.KEY_ID, key.id().getBytes(StandardCharsets.UTF_8))
        .add(Headers.SIGNATURE, BASE64.encode(signature));
    return record;
  }

  /** Why the file of keys as it is now is not in force; none if all is well. */
  public @Nullable String problem() {
    return file == null ? null : file.problem();
  }
}
