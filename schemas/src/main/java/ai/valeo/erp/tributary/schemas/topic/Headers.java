package ai.valeo.erp.tributary.schemas.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Names of the record headers, and their values, which are UTF-8 text. */
public final class Headers {

  /** Identity of the user's request, carried from capture to outcome. */
  public static final String CORRELATION_ID = "correlationId";

  /** W3C trace context. */
  public static final String TRACEPARENT = "traceparent";

  /** On a signed mutation: the key that signed it. */
  public static final String KEY_ID = "tributary-key-id";

  /** On a signed mutation: HMAC-SHA256, base64url without padding. */
  public static final String SIGNATURE = "tributary-signature";

  /** On a tombstone of an entity topic: the version of the deleted entity. */
  public static final String VERSION = "tributary-version";

  /** On a tombstone of an entity topic: its HLC, {@code wallMs/counter}. */
  public static final String HLC = "tributary-hlc";

  /** On a tombstone of an entity topic: the mutation that deleted it. */
  public static final String MUTATION_ID = "tributary-mutation-id";

  /** On a quarantined record: the reason code. */
  public static final String QUARANTINE_REASON = "tributary-quarantine-reason";

  /** On a quarantined record: the reason in words. */
  public static final String QUARANTINE_MESSAGE = "tributary-quarantine-message";

  /** On a quarantined record: topic it came from. */
  public static final String ORIGIN_TOPIC = "tributary-origin-topic";

  /** On a quarantined record: partition it came from. */
  public static final String ORIGIN_PARTITION = "tributary-origin-partition";

  /** On a quarantined record: offset it came from. */
  public static final String ORIGIN_OFFSET = "tributary-origin-offset";

  /** On a quarantined record: broker time of the original record, milliseconds since 1970 UTC. */
  public static final String ORIGIN_TIMESTAMP = "tributary-origin-timestamp";

  /**
   * On a record of the quarantine topic that tells what became of an earlier one, named by its
   * origin: {@link #RELEASED} or {@link #DISCARDED}. Such a record has no value. A record without
   * this header was set aside.
   */
  public static final String QUARANTINE_STATE = "tributary-quarantine-state";

  /** Of {@link #QUARANTINE_STATE}: it went through intake again. */
  public static final String RELEASED = "RELEASED";

  /** Of {@link #QUARANTINE_STATE}: it stays set aside for good. */
  public static final String DISCARDED = "DISCARDED";

  /** Beside {@link #QUARANTINE_STATE}, and of an answer to a ruling: the ruling. */
  public static final String RULING_ID = "tributary-ruling-id";

  /** Beside {@link #QUARANTINE_STATE}: the person who ruled. */
  public static final String RULING_ACTOR = "tributary-ruling-actor";

  /** Beside {@link #QUARANTINE_STATE}: the person's reason. */
  public static final String RULING_REASON = "tributary-ruling-reason";

  private Headers() {}

  /** A header's text, or none. */
  public static @Nullable String text(org.apache.kafka.common.header.Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
