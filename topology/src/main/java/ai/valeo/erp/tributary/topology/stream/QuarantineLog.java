package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.core.ruling.RulingRules;
import ai.valeo.erp.tributary.topology.store.Arrival;
import ai.valeo.erp.tributary.topology.store.ExpiryStore;
import ai.valeo.erp.tributary.topology.store.ExpiryStore.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which records are in quarantine, so that each is ruled on once: a hash of its bytes for as long
 * as its topic keeps it.
 *
 * @param horizons where it is remembered
 */
record QuarantineLog(ExpiryStore horizons) {

  /** As long as the quarantine topic keeps records. */
  private static final Duration HORIZON = Duration.ofDays(30);

  private static final byte UNANSWERED = 0;
  private static final byte ANSWERED = 1;

  /** Notes that a record is set aside. */
  void note(Decoded.Origin origin, boolean isAnswered, Arrival arrival) {
    byte[] hash = hash(arrival.value());
    byte[] note = new byte[1 + hash.length];
    note[0] = isAnswered ? ANSWERED : UNANSWERED;
    System.arraycopy(hash, 0, note, 1, hash.length);
    long untilMs = arrival.timestampMs() + HORIZON.toMillis();
    horizons.remember(Kind.QUARANTINED, id(origin), untilMs, note);
  }

  /** Why nobody can rule on the record, or none. */
  RulingRules.@Nullable Refused check(Decoded.Origin origin, long nowMs) {
    return horizons.note(Kind.QUARANTINED, id(origin), nowMs) == null
        ? new RulingRules.Refused(Reason.NOT_QUARANTINED, "record: not in quarantine")
        : null;
  }

  /** Why the record cannot go through intake again with these bytes, or none. */
  RulingRules.@Nullable Refused checkRelease(
      Decoded.Origin origin, byte @Nullable [] value, long nowMs) {
    byte[] note = horizons.note(Kind.QUARANTINED, id(origin), nowMs);
    if (note == null || !Arrays.equals(Arrays.copyOfRange(note, 1, note.length), hash(value))) {
      return new RulingRules.Refused(
          Reason.NOT_QUARANTINED, "record: not in quarantine with these bytes");
    }
    return note[0] == UNANSWERED
        ? null
        : new RulingRules.Refused(
            Reason.ANSWERED, "record: its mutation has its outcome (expected: captured anew)");
  }

  /** Notes that it was ruled on. */
  void end(Decoded.Origin origin) {
    horizons.forget(Kind.QUARANTINED, id(origin));
  }

  private static String id(Decoded.Origin origin) {
    return origin.offset() + "-" + origin.partition() + "-" + origin.topic();
  }

  /** SHA-256 of the bytes; nothing if there are none. */
  private static byte[] hash(byte @Nullable [] value) {
    if (value == null) {
      return new byte[0];
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(value);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
