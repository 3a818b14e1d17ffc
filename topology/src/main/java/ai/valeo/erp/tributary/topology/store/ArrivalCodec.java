package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.store.Arrival.Proof;
import ai.valeo.erp.tributary.topology.store.Arrival.Trace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the inbox: key = offset, with a letter before it if it is a ruling's, value = version
 * byte and the record.
 */
final class ArrivalCodec {

  /** Without a proof. */
  private static final byte PLAIN = 1;

  /** With a proof. */
  private static final byte PROVED = 2;

  /** No offset begins with it, so mutations come before rulings. */
  private static final byte RULING = 'r';

  private static final int NONE = -1;

  private ArrivalCodec() {}

  static Bytes key(Arrival arrival) {
    ByteBuffer key = ByteBuffer.allocate(Byte.BYTES + Long.BYTES);
    switch (arrival.source()) {
      case MUTATIONS -> key = ByteBuffer.allocate(Long.BYTES);
      case RULINGS -> key.put(RULING);
    }
    return Bytes.wrap(key.putLong(arrival.offset()).array());
  }

  static byte[] encode(Arrival arrival) {
    Trace trace = arrival.trace();
    Proof proof = arrival.proof();
    boolean isPlain = proof.equals(Proof.NOT_ASKED);
    byte[] refused = proof.refused() == null ? null : utf8(proof.refused().name());
    byte[] message = utf8(proof.message());
    byte[] signer = proof.signer() == null ? null : utf8(proof.signer());
    int sizeBytes =
        Byte.BYTES
            + Long.BYTES
            + size(arrival.key())
            + size(arrival.value())
            + size(trace.correlationId())
            + size(trace.traceparent())
            + (isPlain ? 0 : size(refused) + size(message) + size(signer));
    ByteBuffer row =
        ByteBuffer.allocate(sizeBytes).put(isPlain ? PLAIN : PROVED).putLong(arrival.timestampMs());
    put(row, arrival.key());
    put(row, arrival.value());
    put(row, trace.correlationId());
    put(row, trace.traceparent());
    if (!isPlain) {
      put(row, refused);
      put(row, message);
      put(row, signer);
    }
    return row.array();
  }

  static Arrival decode(Bytes key, byte[] value) {
    ByteBuffer row = ByteBuffer.wrap(value);
    byte version = row.get();
    if (version != PLAIN && version != PROVED) {
      throw new UnreadableRowException("inbox", version);
    }
    int offsetAt = key.get().length - Long.BYTES;
    var source = offsetAt == 0 ? Arrival.Source.MUTATIONS : Arrival.Source.RULINGS;
    long offset = ByteBuffer.wrap(key.get()).getLong(offsetAt);
    long timestampMs = row.getLong();
    byte[] recordKey = take(row);
    byte[] recordValue = take(row);
    var trace = new Trace(take(row), take(row));
    Proof proof = version == PLAIN ? Proof.NOT_ASKED : proof(row);
    return new Arrival(source, offset, timestampMs, recordKey, recordValue, trace, proof);
  }

  private static Proof proof(ByteBuffer row) {
    String refused = text(take(row));
    String message = text(take(row));
    return new Proof(
        refused == null ? null : Reason.valueOf(refused),
        message == null ? "" : message,
        text(take(row)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static @Nullable String text(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static int size(byte @Nullable [] bytes) {
    return Integer.BYTES + (bytes == null ? 0 : bytes.length);
  }

  private static void put(ByteBuffer row, byte @Nullable [] bytes) {
    if (bytes == null) {
      row.putInt(NONE);
    } else {
      row.putInt(bytes.length).put(bytes);
    }
  }

  private static byte @Nullable [] take(ByteBuffer row) {
    int length = row.getInt();
    if (length == NONE) {
      return null;
    }
    byte[] bytes = new byte[length];
    row.get(bytes);
    return bytes;
  }
}
