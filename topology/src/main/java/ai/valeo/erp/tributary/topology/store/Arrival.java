package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came. Arrays are shared, never changed.
 *
 * @param source the topic it came from
 * @param offset its offset
 * @param timestampMs broker time of the record
 * @param key its key, if it has one
 * @param value its value, if it has one
 * @param trace headers that accompany everything it causes
 * @param proof what its signature was found to be when it came
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, passed on and never compared
public record Arrival(
    Source source,
    long offset,
    long timestampMs,
    byte @Nullable [] key,
    byte @Nullable [] value,
    Trace trace,
    Proof proof) {

  /** The topics that are gathered. */
  public enum Source {
    MUTATIONS,
    RULINGS
  }

  /**
   * Headers that accompany everything a record causes, as they came.
   *
   * @param correlationId identity of the user's request, if known
   * @param traceparent W3C trace context, if known
   */
  @SuppressWarnings("ArrayRecordComponent") // raw bytes, passed on and never compared
  public record Trace(byte @Nullable [] correlationId, byte @Nullable [] traceparent) {
    /** No headers. */
    public static final Trace NONE = new Trace(null, null);

    /** Identity of the user's request as text, or none. */
    public @Nullable String correlationText() {
      return text(correlationId);
    }

    /** W3C trace context as text, or none. */
    public @Nullable String traceparentText() {
      return text(traceparent);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
      return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /**
   * What a record's signature was found to be when it came. That is kept, since by the time it is
   * decided other keys may hold.
   *
   * @param refused why nobody vouches for the record; none if somebody does, or nobody was asked
   * @param message the same in words; empty if there is nothing to say
   * @param signer whose key it was; none if nobody was asked or the signature is refused
   */
  public record Proof(@Nullable Reason refused, String message, @Nullable String signer) {
    /** Signatures are not asked for. */
    public static final Proof NOT_ASKED = new Proof(null, "", null);
  }

  /** A record without a proof. */
  public Arrival(
      Source source,
      long offset,
      long timestampMs,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Trace trace) {
    this(source, offset, timestampMs, key, value, trace, Proof.NOT_ASKED);
  }

  /** A record of the mutations topic. */
  public Arrival(
      long offset, long timestampMs, byte @Nullable [] key, byte @Nullable [] value, Trace trace) {
    this(Source.MUTATIONS, offset, timestampMs, key, value, trace);
  }

  public Arrival {
    Objects.requireNonNull(trace, "trace");
    Objects.requireNonNull(proof, "proof");
  }

  /** The same record with other headers for what it causes. */
  public Arrival with(Trace other) {
    return new Arrival(source, offset, timestampMs, key, value, other, proof);
  }

  /** Bytes of key and value. */
  public int sizeBytes() {
    return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
  }
}
