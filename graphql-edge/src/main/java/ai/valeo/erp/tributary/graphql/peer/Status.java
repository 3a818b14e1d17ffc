package ai.valeo.erp.tributary.graphql.peer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What an instance tells the others of itself.
 *
 * @param isRunning whether it keeps its partitions up to date
 * @param answersPerSecond answers that its views take in each second
 * @param lag records that its views have not taken in; negative = not known
 */
public record Status(boolean isRunning, double answersPerSecond, long lag) {

  /** As a message. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(2 + Double.BYTES + Long.BYTES)
        .put((byte) Wire.VERSION)
        .put((byte) (isRunning ? 1 : 0))
        .putDouble(answersPerSecond)
        .putLong(lag)
        .array();
  }

  /** Of a message; none if it is of another version. */
  static @Nullable Status of(byte[] message) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(message);
      return bytes.get() == Wire.VERSION
          ? new Status(bytes.get() == 1, bytes.getDouble(), bytes.getLong())
          : null;
    } catch (BufferUnderflowException e) {
      return null;
    }
  }
}
