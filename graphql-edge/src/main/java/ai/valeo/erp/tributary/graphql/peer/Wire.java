package ai.valeo.erp.tributary.graphql.peer;

import ai.valeo.erp.tributary.graphql.view.Join;
import ai.valeo.erp.tributary.graphql.view.Scan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Questions and answers between instances as bytes: a version, a count, then one after the other.
 * What cannot be understood is an {@link UncheckedIOException}.
 */
final class Wire {

  /** Of the messages; instances with another one do not understand each other. */
  static final int VERSION = 1;

  /** Most questions of one message. */
  static final int MOST_QUESTIONS = 1_000;

  /** Most bytes of one key or value. */
  private static final int MOST_BYTES = 32 << 20;

  private static final int NOTHING = -1;

  private Wire() {}

  static byte[] questions(List<Ask.Question> questions) {
    return written(out -> {
      out.writeShort(questions.size());
      for (Ask.Question question : questions) {
        out.writeBoolean(question.isStandby());
        switch (question.ask()) {
          case Ask.One one -> {
            out.writeByte(place(Ask.Kind.values(), one.kind()));
            out.writeUTF(one.store());
            out.writeInt(one.partition());
            bytes(out, one.key());
          }
          case Ask.Stretch stretch -> {
            out.writeByte(Ask.Kind.values().length);
            scan(out, stretch.scan());
            out.writeInt(stretch.limit());
          }
        }
      }
    });
  }

  static List<Ask.Question> questions(byte[] message) {
    return read(
        message,
        in -> {
          int count = in.readUnsignedShort();
          if (count > MOST_QUESTIONS) {
            throw new IOException(count + " questions (expected: at most " + MOST_QUESTIONS + ")");
          }
          var questions = new ArrayList<Ask.Question>(count);
          for (int i = 0; i < count; i++) {
            questions.add(new Ask.Question(in.readBoolean(), ask(in)));
          }
          return questions;
        });
  }

  static byte[] answers(List<Told> answers) {
    return written(out -> {
      out.writeShort(answers.size());
      for (Told told : answers) {
        switch (told) {
          case Told.Refusal refusal -> out.writeByte(place(Told.Refusal.values(), refusal));
          case Told.Value(Bytes value) -> {
            out.writeByte(Told.Refusal.values().length);
            bytes(out, value);
          }
          case Told.Entries entries -> {
            out.writeByte(Told.Refusal.values().length + 1);
            out.writeBoolean(entries.hasMore());
            out.writeInt(entries.entries().size());
            for (KeyValue<Bytes, byte[]> entry : entries.entries()) {
              bytes(out, entry.key);
              bytes(out, Bytes.wrap(entry.value));
            }
          }
        }
      }
    });
  }

  static List<Told> answers(byte[] message) {
    return read(
        message,
        in -> {
          int count = in.readUnsignedShort();
          var answers = new ArrayList<Told>(count);
          for (int i = 0; i < count; i++) {
            answers.add(told(in));
          }
          return answers;
        });
  }

  private static Told told(DataInputStream in) throws IOException {
    Told.Refusal[] refusals = Told.Refusal.values();
    int kind = in.readUnsignedByte();
    if (kind < refusals.length) {
      return refusals[kind];
    }
    if (kind == refusals.length) {
      return new Told.Value(bytes(in));
    }
    boolean hasMore = in.readBoolean();
    int count = in.readInt();
    var entries = new ArrayList<KeyValue<Bytes, byte[]>>();
    for (int i = 0; i < count; i++) {
      entries.add(KeyValue.pair(some(in), some(in).get()));
    }
    return new Told.Entries(entries, hasMore);
  }

  private static Ask ask(DataInputStream in) throws IOException {
    Ask.Kind[] kinds = Ask.Kind.values();
    int kind = in.readUnsignedByte();
    if (kind < kinds.length) {
      return new Ask.One(kinds[kind], in.readUTF(), in.readInt(), some(in));
    }
    return new Ask.Stretch(scan(in), in.readInt());
  }

  private static void scan(DataOutputStream out, Scan scan) throws IOException {
    out.writeUTF(scan.store());
    out.writeByte(place(Scan.Form.values(), scan.form()));
    out.writeInt(scan.partition());
    Scan.Range range = scan.range();
    bytes(out, range.from());
    bytes(out, range.to());
    out.writeBoolean(range.isBackward());
    out.writeLong(range.fromMs());
    out.writeLong(range.toMs());
    Join join = scan.join();
    out.writeBoolean(join != null);
    if (join != null) {
      out.writeByte(place(Join.Kind.values(), join.kind()));
      out.writeUTF(join.store());
      out.writeUTF(join.prefix());
      out.writeInt(join.skip());
    }
  }

  private static Scan scan(DataInputStream in) throws IOException {
    String store = in.readUTF();
    Scan.Form form = one(Scan.Form.values(), in);
    int partition = in.readInt();
    Scan.Range range =
        new Scan.Range(bytes(in), bytes(in), in.readBoolean(), in.readLong(), in.readLong());
    Join join =
        in.readBoolean()
            ? new Join(one(Join.Kind.values(), in), in.readUTF(), in.readUTF(), in.readInt())
            : null;
    return new Scan(store, form, partition, range, join, 0);
  }

  /** The kinds are part of the messages' version: none may change its place. */
  private static int place(Object[] all, Object one) {
    return Arrays.asList(all).indexOf(one);
  }

  private static <E> E one(E[] all, DataInputStream in) throws IOException {
    int place = in.readUnsignedByte();
    if (place >= all.length) {
      throw new IOException("unknown kind " + place);
    }
    return all[place];
  }

  private static void bytes(DataOutputStream out, @Nullable Bytes bytes) throws IOException {
    if (bytes == null) {
      out.writeInt(NOTHING);
    } else {
      out.writeInt(bytes.get().length);
      out.write(bytes.get());
    }
  }

  private static @Nullable Bytes bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == NOTHING) {
      return null;
    }
    if (length < 0 || length > MOST_BYTES || length > in.available()) {
      throw new IOException("length " + length);
    }
    return Bytes.wrap(in.readNBytes(length));
  }

  private static Bytes some(DataInputStream in) throws IOException {
    Bytes bytes = bytes(in);
    if (bytes == null) {
      throw new IOException("nothing (expected: bytes)");
    }
    return bytes;
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T from(DataInputStream in) throws IOException;
  }

  private static byte[] written(Writing writing) {
    var bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(VERSION);
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] message, Reading<T> reading) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(message));
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IOException("version " + version + " (expected: " + VERSION + ")");
      }
      return reading.from(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Message of another instance: " + e.getMessage(), e);
    }
  }
}
