package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.convert.Decoded;
import ai.valeo.erp.tributary.topology.core.ruling.RulingRules;
import ai.valeo.erp.tributary.topology.store.Arrival;
import ai.valeo.erp.tributary.topology.store.ExpiryStore;
import ai.valeo.erp.tributary.topology.store.ExpiryStore.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

  /** Nobody vouches for it: whoever is named by it must send it again. */
  private static final byte UNSIGNED = 2;

  /** Unanswered, and its signature was good; who signed it stands behind the hash. */
  private static final byte UNANSWERED_SIGNED = 3;

  private static final int HASH_BYTES = 32;

  /** Notes that a record is set aside. */
  void note(Decoded.Origin origin, Reason reason, Arrival arrival) {
    byte[] hash = hash(arrival.value());
    String signer = arrival.proof().signer();
    byte[] signed =
        signer == null || hash.length == 0 ? new byte[0] : signer.getBytes(StandardCharsets.UTF_8);
    byte state = state(reason);
    ByteBuffer note = ByteBuffer.allocate(1 + hash.length + signed.length);
    note.put(state == UNANSWERED && signed.length > 0 ? UNANSWERED_SIGNED : state);
    note.put(hash).put(signed);
    long untilMs = arrival.timestampMs() + HORIZON.toMillis();
    horizons.remember(Kind.QUARANTINED, id(origin), untilMs, note.array());
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
    if (note == null || !Arrays.equals(noted(note), hash(value))) {
      return new RulingRules.Refused(
          Reason.NOT_QUARANTINED, "record: not in quarantine with these bytes");
    }
    return switch (note[0]) {
      case UNANSWERED, UNANSWERED_SIGNED -> null;
      case UNSIGNED ->
          new RulingRules.Refused(
              Reason.UNSIGNED, "record: nobody vouches for it (expected: sent anew by its node)");
      default ->
          new RulingRules.Refused(
              Reason.ANSWERED, "record: its mutation has its outcome (expected: captured anew)");
    };
  }

  /** Who signed a record that may be released, if it was signed. */
  @Nullable String signer(Decoded.Origin origin, long nowMs) {
    byte[] note = horizons.note(Kind.QUARANTINED, id(origin), nowMs);
    if (note == null || note[0] != UNANSWERED_SIGNED) {
      return null;
    }
    int from = 1 + HASH_BYTES;
    return new String(note, from, note.length - from, StandardCharsets.UTF_8);
  }

  /** The hash; a record without a value has none. */
  private static byte[] noted(byte[] note) {
    return Arrays.copyOfRange(note, 1, Math.min(note.length, 1 + HASH_BYTES));
  }

  private static byte state(Reason reason) {
    if (reason.isOfSignature()) {
      return UNSIGNED;
    }
    return reason == Reason.UNDECODABLE ? UNANSWERED : ANSWERED;
  }

  /** Notes that it was ruled on, and gives the broker time at which it was set aside. */
  long end(Decoded.Origin origin) {
    long untilMs = horizons.until(Kind.QUARANTINED, id(origin));
    horizons.forget(Kind.QUARANTINED, id(origin));
    return Math.max(0, untilMs - HORIZON.toMillis());
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
