package ai.valeo.erp.tributary.topology.store;

import ai.valeo.erp.tributary.topology.store.Arrival.Trace;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Rows of the inbox: key = offset, value = version byte and the record. */
final class ArrivalCodec {

  private static final byte VERSION = 1;
  private static final int NONE = -1;

  private ArrivalCodec() {}

  static Bytes key(long offset) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(offset).array());
  }

  static byte[] encode(Arrival arrival) {
    Trace trace = arrival.trace();
    int sizeBytes =
        Byte.BYTES
            + Long.BYTES
            + size(arrival.key())
            + size(arrival.value())
            + size(trace.correlationId())
            + size(trace.traceparent());
    ByteBuffer row = ByteBuffer.allocate(sizeBytes).put(VERSION).putLong(arrival.timestampMs());
    put(row, arrival.key());
    put(row, arrival.value());
    put(row, trace.correlationId());
    put(row, trace.traceparent());
    return row.array();
  }

  static Arrival decode(Bytes key, byte[] value) {
    ByteBuffer row = ByteBuffer.wrap(value);
    byte version = row.get();
    if (version != VERSION) {
      throw new UnreadableRowException("inbox", version);
    }
    long offset = ByteBuffer.wrap(key.get()).getLong();
    long timestampMs = row.getLong();
    return new Arrival(offset, timestampMs, take(row), take(row), new Trace(take(row), take(row)));
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
