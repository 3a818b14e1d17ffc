package ai.valeo.erp.tributary.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.tracing.SpansInMemory;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationImportTest {

  private static final String KEY = "the key of the test";

  @TempDir Path folder;
  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));
  private final SpansInMemory spans = new SpansInMemory();
  private Path file;

  @BeforeEach
  void export() {
    file = folder.resolve("pending.avro");
    var settings = new StoreSettings(folder.resolve("edge.db"), new EdgeNodeId("berlin"));
    try (EdgeStore store = EdgeStore.open(settings)) {
      store.run(transaction -> {
        transaction.lineage().announce("run", null);
        for (String id : List.of("m1", "m2")) {
          var draft = Draft.update(new EntityKey("InventoryItem", id), Change.add("quantity", 1));
          transaction
              .outbox()
              .add(new CapturedMutation(new MutationId(id), draft, 0, transaction.tick(1), 1));
        }
      });
      new MutationExport(store, new PublishQueue(store, () -> Instant.EPOCH)).write(file, KEY);
    }
  }

  @AfterEach
  void close() {
    serdes.close();
    registry.close();
  }

  @Test
  void shouldBeginATraceForEachMutationOfAFile() {
    // given
    var producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    // when
    new MutationImport(file, KEY).publish(channel(producer, spans));

    // then
    assertThat(spans.ended())
        .allSatisfy(span -> assertThat(span.stage()).isEqualTo(Stage.CAPTURE))
        .extracting(span -> span.attributes().get(Tracing.MUTATION))
        .containsExactly("m1", "m2");
    assertThat(producer.history())
        .extracting(record -> header(record, Headers.TRACEPARENT))
        .containsExactlyElementsOf(spans.ended().stream().map(span -> span.place()).toList());
    assertThat(header(producer.history().getFirst(), Headers.CORRELATION_ID)).isEqualTo("m1");
  }

  @Test
  void shouldSayInTheTraceWhatTheBrokerRefused() {
    // given
    var failure = new TimeoutException("gone");
    var producer = new RefusingProducer(failure);

    // when / then
    assertThatThrownBy(() -> new MutationImport(file, KEY).publish(channel(producer, spans)))
        .hasMessageContaining("once more");
    assertThat(spans.ended())
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.failure()).isSameAs(failure));
  }

  @Test
  void shouldTellOfNoTraceWhereNothingIsRecorded() {
    // given
    var producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    // when
    new MutationImport(file, KEY).publish(channel(producer, Tracing.OFF));

    // then
    assertThat(producer.history())
        .hasSize(2)
        .allSatisfy(
            record -> assertThat(record.headers().lastHeader(Headers.TRACEPARENT)).isNull());
  }

  private MutationImport.Channel channel(MockProducer<byte[], byte[]> producer, Tracing tracing) {
    return new MutationImport.Channel(
        producer, serdes, MutationSigner.NONE, "tributary.mutations.v1", tracing);
  }

  /** Takes nothing. */
  private static final class RefusingProducer extends MockProducer<byte[], byte[]> {
    private final RuntimeException failure;

    RefusingProducer(RuntimeException failure) {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
      this.failure = failure;
    }

    @Override
    public synchronized void flush() {
      while (errorNext(failure)) {
        // the next one
      }
    }
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
