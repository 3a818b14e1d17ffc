package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.Incarnation;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue.Claim;
import ai.valeo.erp.tributary.edge.publish.ExportException.Code;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.LineageTable.Lineage;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.serde.TrustedClasses;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Writes all unanswered mutations of a node into an Avro object container file, for a node whose
 * network does not come back. They get their sequences and stay in the outbox until they are
 * answered; sending them as well changes nothing (rule R2).
 *
 * <p>Threading: any thread, one export at a time.
 */
public final class MutationExport {

  /** Metadata of the file. */
  static final String NODE = "tributary.node";

  static final String COUNT = "tributary.count";
  static final String KEY = "tributary.key";
  static final String SIGNATURE = "tributary.signature";

  private static final int PAGE = 1_000;

  /** How far the centre lets sequences run ahead of the floor (rule R2). */
  private static final int WINDOW = 1_000_000;

  private final EdgeStore store;
  private final PublishQueue queue;
  private final EdgeNodeId node;
  private final SpecificDatumWriter<Mutation> writer;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private @Nullable BinaryEncoder encoder;

  public MutationExport(EdgeStore store, PublishQueue queue) {
    this.store = store;
    this.queue = queue;
    this.node = store.settings().node();
    TrustedClasses.declare();
    writer = new SpecificDatumWriter<>(Mutation.getClassSchema());
  }

  /** Takes one encoded mutation after another. */
  private interface Sink {
    void take(ByteBuffer encoded) throws IOException;
  }

  /**
   * Writes the file.
   *
   * @param key signs it
   * @return how many mutations it holds
   * @throws ExportException if the node has no name yet, or the file cannot be written
   */
  public long write(Path file, String key) {
    if (key.isEmpty()) {
      throw new ExportException(Code.WRONG_KEY, "no key is configured (edge.export.key)", null);
    }
    requireName();
    claimAll();
    Path spool = file.resolveSibling(file.getFileName() + ".spool");
    try {
      return write(file, spool, key);
    } catch (IOException e) {
      throw new ExportException(Code.UNREADABLE, "cannot be written: " + file, e);
    } finally {
      Utils.closeQuietly(() -> Files.deleteIfExists(spool), "the spool of an export");
    }
  }

  /**
   * The signature stands before what it signs, so all is spooled once. The store is read in pages:
   * one long reading transaction would let its log grow for as long as it lasts.
   */
  private long write(Path file, Path spool, String key) throws IOException {
    var signature = new ExportSignature(key, node.value(), Mutation.getClassSchema().toString());
    long count;
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(spool)))) {
      count =
          each(encoded -> {
            out.writeInt(encoded.remaining());
            out.write(encoded.array(), encoded.arrayOffset(), encoded.remaining());
            signature.add(encoded);
          });
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(spool)));
        var out = new DataFileWriter<>(writer)) {
      out.setMeta(NODE, node.value());
      out.setMeta(COUNT, count);
      out.setMeta(KEY, ExportSignature.fingerprint(key));
      out.setMeta(SIGNATURE, signature.end(count));
      out.create(Mutation.getClassSchema(), part.toFile());
      for (long number = 0; number < count; number++) {
        out.appendEncoded(ByteBuffer.wrap(in.readNBytes(in.readInt())));
      }
      out.fSync();
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return count;
  }

  private void requireName() {
    Lineage lineage = store.read(tables -> tables.lineage().get());
    if (lineage.run() == null) {
      throw new ExportException(
          Code.NO_NAME, "the node has never been connected and has no name to publish under", null);
    }
    if (lineage.doubt() != null) {
      throw new ExportException(
          Code.NO_NAME, "the store must be connected first: " + lineage.doubt(), null);
    }
  }

  /** Gives every mutation its sequence. */
  private void claimAll() {
    Claim claim;
    do {
      claim = queue.claim(PAGE, WINDOW);
    } while (!claim.entries().isEmpty());
  }

  /** What is given a number meanwhile is not taken along. */
  private long each(Sink sink) throws IOException {
    long last = store.read(tables -> tables.node().sequence());
    long count = 0;
    List<Numbered> page = page(0, last);
    while (!page.isEmpty()) {
      for (Numbered each : page) {
        sink.take(encoded(each.entry(), each.floor()));
        count++;
      }
      page = page(page.getLast().entry().sequence(), last);
    }
    return count;
  }

  /** A mutation with the floor of its incarnation. */
  private record Numbered(OutboxEntry entry, long floor) {}

  private List<Numbered> page(long after, long last) {
    return store.read(tables ->
        tables.outbox().processing(after, PAGE).stream()
            .takeWhile(entry -> entry.sequence() <= last)
            .map(entry -> new Numbered(entry, tables.floor(entry.sequence())))
            .toList());
  }

  private ByteBuffer encoded(OutboxEntry entry, long floor) throws IOException {
    EdgeNodeId sender =
        new Incarnation(node, PublishNumber.of(entry.sequence()).incarnation()).id();
    bytes.reset();
    encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
    writer.write(MutationConversion.toAvro(entry, sender, floor), encoder);
    encoder.flush();
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
