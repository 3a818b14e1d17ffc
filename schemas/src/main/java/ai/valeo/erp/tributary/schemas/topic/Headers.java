package ai.valeo.erp.tributary.schemas.topic;

/** Names of the record headers; values are UTF-8 text. */
public final class Headers {

  /** Identity of the user's request, carried from capture to outcome. */
  public static final String CORRELATION_ID = "correlationId";

  /** W3C trace context. */
  public static final String TRACEPARENT = "traceparent";

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

  private Headers() {}
}
