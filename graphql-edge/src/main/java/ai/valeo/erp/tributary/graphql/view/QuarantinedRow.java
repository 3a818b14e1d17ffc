package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A quarantined record as the views store it: where it came from, why it was set aside, and as much
 * of it as is worth to be kept twice.
 *
 * @param origin where it came from
 * @param state WAITING, RELEASED or DISCARDED
 * @param reason reason code
 * @param message the reason in words
 * @param key its key, as text
 * @param sizeBytes size of its value; -1 = it has none
 * @param ruled what was ruled; none while it waits
 * @param raw the value, or its beginning
 */
record QuarantinedRow(
    QuarantinedView.Origin origin,
    String state,
    String reason,
    String message,
    @Nullable String key,
    int sizeBytes,
    QuarantinedView.@Nullable Ruled ruled,
    Bytes raw) {

  /** Nobody has ruled. */
  static final String WAITING = "WAITING";

  /** Most of a value that is kept here; the whole stays in the topic. */
  static final int MOST_KEPT_BYTES = 64 << 10;

  private static final String MUTATIONS = new Topics("").mutations();
  private static final int NONE = -1;
  private static final int TYPICAL_TEXT_BYTES = 512;

  QuarantinedRow {
    byte[] all = raw.get();
    raw = all.length > MOST_KEPT_BYTES ? Bytes.wrap(Arrays.copyOf(all, MOST_KEPT_BYTES)) : raw;
  }

  /** The identity: place of the original record, which never changes. */
  String id() {
    return id(origin);
  }

  /** The identity of what came from there; mutations, which nearly all are, need no topic in it. */
  static String id(QuarantinedView.Origin origin) {
    String place = origin.partition() + "-" + origin.offset();
    return origin.topic().endsWith(MUTATIONS) ? place : origin.topic() + "-" + place;
  }

  /** The same after a person has ruled. */
  QuarantinedRow ruled(String next, QuarantinedView.Ruled how) {
    return new QuarantinedRow(origin, next, reason, message, key, sizeBytes, how, raw);
  }

  /** Whether the whole value is here. */
  boolean isWhole() {
    return raw.get().length == sizeBytes;
  }

  /** The row of the stored form. */
  static QuarantinedRow of(byte[] stored) {
    ByteBuffer bytes = ByteBuffer.wrap(stored);
    var origin =
        new QuarantinedView.Origin(
            required(bytes), bytes.getInt(), bytes.getLong(), bytes.getLong());
    String state = required(bytes);
    String reason = required(bytes);
    String message = required(bytes);
    String key = text(bytes);
    int sizeBytes = bytes.getInt();
    String rulingId = text(bytes);
    QuarantinedView.Ruled ruled =
        rulingId == null
            ? null
            : new QuarantinedView.Ruled(
                rulingId, required(bytes), required(bytes), bytes.getLong());
    byte[] raw = new byte[bytes.remaining()];
    bytes.get(raw);
    return new QuarantinedRow(
        origin, state, reason, message, key, sizeBytes, ruled, Bytes.wrap(raw));
  }

  /** The stored form. */
  byte[] toBytes() {
    try {
      var bytes = new ByteArrayOutputStream(raw.get().length + TYPICAL_TEXT_BYTES);
      var out = new DataOutputStream(bytes);
      put(out, origin.topic());
      out.writeInt(origin.partition());
      out.writeLong(origin.offset());
      out.writeLong(origin.atMs());
      put(out, state);
      put(out, reason);
      put(out, message);
      put(out, key);
      out.writeInt(sizeBytes);
      put(out, ruled == null ? null : ruled.rulingId());
      if (ruled != null) {
        put(out, ruled.actor());
        put(out, ruled.reason());
        out.writeLong(ruled.atMs());
      }
      out.write(raw.get());
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(DataOutputStream out, @Nullable String text) throws IOException {
    if (text == null) {
      out.writeInt(NONE);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static @Nullable String text(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length == NONE) {
      return null;
    }
    byte[] text = new byte[length];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static String required(ByteBuffer bytes) {
    String text = text(bytes);
    return text == null ? "" : text;
  }
}
