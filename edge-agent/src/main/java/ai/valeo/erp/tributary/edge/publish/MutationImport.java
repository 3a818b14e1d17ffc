package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.edge.publish.ExportException.Code;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.TrustedClasses;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.tracing.Span;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the mutations of an exported file, under the sequences their node gave them: taking a
 * file twice, or one whose mutations the node has sent itself as well, changes nothing (rule R2).
 * Nothing is published before the whole file has been found to be what was signed.
 *
 * <p>Threading: one thread.
 */
public final class MutationImport {

  private final Path file;
  private final String key;

  public MutationImport(Path file, String key) {
    this.file = file;
    this.key = key;
    TrustedClasses.declare();
  }

  /**
   * What a file holds.
   *
   * @param node whose mutations they are
   * @param count how many
   */
  public record Contents(String node, long count) {}

  /**
   * Where mutations go.
   *
   * @param producer to the broker
   * @param serdes how they are written
   * @param signer signs them
   * @param topic where they are
   * @param tracing where it is recorded that they were taken: a file tells of no trace, so each
   *     mutation begins one
   */
  public record Channel(
      Producer<byte[], byte[]> producer,
      AvroSerdes serdes,
      MutationSigner signer,
      String topic,
      Tracing tracing) {

    private Span begin(Mutation mutation) {
      return tracing.isOn()
          ? tracing
              .begin(Stage.CAPTURE, null)
              .with(Tracing.MUTATION, mutation.getId())
              .with(Tracing.CORRELATION, mutation.getId())
              .with(Tracing.ENTITY_TYPE, mutation.getEntityType())
          : Span.NONE;
    }
  }

  /**
   * Looks whether the file is whole and was signed with the key.
   *
   * @throws ExportException if it is not
   */
  public Contents verify() {
    if (key.isEmpty()) {
      throw new ExportException(Code.WRONG_KEY, "no key is configured (edge.export.key)", null);
    }
    try (DataFileReader<Mutation> in = open()) {
      String node = text(in, MutationExport.NODE);
      String fingerprint = text(in, MutationExport.KEY);
      if (!fingerprint.equals(ExportSignature.fingerprint(key))) {
        throw new ExportException(Code.WRONG_KEY, "signed with the key " + fingerprint, null);
      }
      long expected = Long.parseLong(text(in, MutationExport.COUNT));
      var signature = new ExportSignature(key, node, text(in, DataFileConstants.SCHEMA));
      long count = sum(in, signature);
      if (count < expected) {
        throw new ExportException(
            Code.TRUNCATED, "mutations: " + count + " (expected: " + expected + ")", null);
      }
      byte[] signed = in.getMeta(MutationExport.SIGNATURE);
      if (count > expected || !MessageDigest.isEqual(signature.end(count), signed)) {
        throw new ExportException(Code.BAD_SIGNATURE, "it is not what was signed", null);
      }
      return new Contents(node, count);
    } catch (NumberFormatException e) {
      throw new ExportException(Code.NOT_AN_EXPORT, file + " has no number of mutations", e);
    } catch (IOException e) {
      throw new ExportException(Code.UNREADABLE, "cannot be read: " + file, e);
    }
  }

  /**
   * Verifies the file and publishes what it holds; returns when the broker has all of it.
   *
   * @throws ExportException if the file is not whole; nothing is published then
   */
  public Contents publish(Channel channel) {
    Contents contents = verify();
    if (!channel.signer().maySpeak(contents.node())) {
      throw new ExportException(
          Code.WRONG_KEY,
          "the signing keys here may not speak for "
              + contents.node()
              + " (expected: a key of that node, or of *)",
          null);
    }
    Serializer<Mutation> serializer = channel.serdes().serializer(Mutation.class);
    var failure = new AtomicReference<@Nullable Exception>();
    each(mutation -> {
      Span span = channel.begin(mutation);
      byte[] value = serializer.serialize(channel.topic(), mutation);
      var unused =
          channel
              .producer()
              .send(
                  channel.signer().sign(record(channel.topic(), mutation, value, span)),
                  (metadata, exception) -> {
                    if (exception == null) {
                      span.end();
                    } else {
                      span.failed(exception);
                      failure.compareAndSet(null, exception);
                    }
                  });
    });
    channel.producer().flush();
    Exception failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException(
          "The broker did not take all mutations; take the file once more: " + failed, failed);
    }
    return contents;
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, Mutation mutation, byte[] value, Span span) {
    var entity = new EntityKey(mutation.getEntityType(), mutation.getEntityId());
    byte[] name = entity.toString().getBytes(StandardCharsets.UTF_8);
    var trace = new Trace(mutation.getId(), span.traceparent());
    var headers = MutationConversion.headers(new MutationId(mutation.getId()), trace);
    return new ProducerRecord<>(topic, null, null, name, value, headers);
  }

  private void each(Consumer<Mutation> sink) {
    try (DataFileReader<Mutation> in = open()) {
      for (Mutation mutation : in) {
        sink.accept(mutation);
      }
    } catch (IOException e) {
      throw new ExportException(Code.UNREADABLE, "cannot be read: " + file, e);
    }
  }

  /** Over the bytes as they lie in the file, whatever they mean. */
  private static long sum(DataFileReader<Mutation> in, ExportSignature signature) {
    long count = 0;
    try {
      while (in.hasNext()) {
        ByteBuffer block = in.nextBlock();
        signature.add(block);
        count += in.getBlockCount();
      }
    } catch (EOFException e) {
      return count; // the number tells
    } catch (IOException | AvroRuntimeException e) {
      throw broken(e);
    }
    return count;
  }

  private static ExportException broken(Exception cause) {
    for (Throwable each = cause; each != null; each = each.getCause()) {
      if (each instanceof EOFException) {
        return new ExportException(Code.TRUNCATED, "the file ends too early", cause);
      }
    }
    return new ExportException(Code.BAD_SIGNATURE, "it is not what was signed", cause);
  }

  private DataFileReader<Mutation> open() {
    try {
      return new DataFileReader<>(
          file.toFile(), new SpecificDatumReader<>(Mutation.getClassSchema()));
    } catch (EOFException e) {
      throw new ExportException(Code.TRUNCATED, "the file ends too early: " + file, e);
    } catch (IOException | AvroRuntimeException e) {
      throw new ExportException(Code.NOT_AN_EXPORT, "no file of mutations: " + file, e);
    }
  }

  private String text(DataFileReader<Mutation> in, String name) {
    byte[] value = in.getMeta(name);
    if (value == null) {
      throw new ExportException(Code.NOT_AN_EXPORT, file + " has no " + name, null);
    }
    return new String(value, StandardCharsets.UTF_8);
  }
}
