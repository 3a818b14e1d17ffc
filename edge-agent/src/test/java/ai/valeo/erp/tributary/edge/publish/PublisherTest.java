package ai.valeo.erp.tributary.edge.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.outbox.Capture;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {

  private static final String TOPIC = "tributary.mutations.v1";
  private static final EdgeNodeId NODE = new EdgeNodeId("berlin");

  @TempDir Path folder;
  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));
  private final WakeSignal work = new WakeSignal();
  private final Acknowledged acknowledged = new Acknowledged();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger ids = new AtomicInteger();
  private EdgeStore store;
  private Capture capture;
  private PublishQueue queue;
  private ScriptedProducer producer;
  private Publisher publisher;
  private Thread thread;

  @BeforeEach
  void open() {
    store = EdgeStore.open(new StoreSettings(folder.resolve("edge.db"), NODE));
    queue = new PublishQueue(store, InstantSource.system());
    capture =
        new Capture(
            store,
            EntityTypes.bundled()::type,
            InstantSource.system(),
            () -> new MutationId("m" + ids.incrementAndGet()));
    session(Duration.ofHours(1));
  }

  @AfterEach
  void close() throws InterruptedException {
    end();
    store.close();
    serdes.close();
    registry.close();
  }

  @Test
  void shouldSendWholeMutationWithHeaders() {
    // given
    var trace = new Trace("order-7", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    sell("a", 9, trace);

    // when
    thread.start();
    await().until(() -> producer.history().size() == 1);

    // then
    ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("InventoryItem:a");
    assertThat(header(record, Headers.CORRELATION_ID)).isEqualTo("order-7");
    assertThat(header(record, Headers.TRACEPARENT)).isEqualTo(trace.traceparent());
    Mutation mutation = mutation(record);
    assertThat(mutation.getId()).isEqualTo("m1");
    assertThat(mutation.getEdgeNodeId()).isEqualTo("berlin");
    assertThat(mutation.getSequence()).isEqualTo(1);
    assertThat(mutation.getFloor()).isEqualTo(1);
    assertThat(mutation.getPriority()).isEqualTo(9);
    assertThat(mutation.getBaseVersion()).isZero();
    assertThat(mutation.getChanges()).hasSize(1);
    assertThat(mutation.getDependencies()).isEmpty();
  }

  @Test
  void shouldMakeUpTheSameTraceEveryTimeWhereNoneIsGiven() {
    // given
    sell("a", 5, null);

    // when
    thread.start();
    await().until(() -> producer.history().size() == 1);

    // then
    ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
    assertThat(header(record, Headers.CORRELATION_ID)).isEqualTo("m1");
    assertThat(header(record, Headers.TRACEPARENT))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
        .doesNotContain("-0000000000000000-");
  }

  @Test
  void shouldSendAgainOnlyWhatTheBrokerDidNotAcknowledge() throws InterruptedException {
    // given
    sell("a", 5, null);
    sell("b", 5, null);
    sell("c", 5, null);
    thread.start();
    await().until(() -> producer.history().size() == 3);
    producer.completeNext();
    end();

    // when
    session(Duration.ofHours(1));
    sell("d", 10, null);
    thread.start();

    // then
    await().until(() -> producer.history().size() == 3);
    assertThat(sequences()).containsExactly(2L, 3L, 4L);
  }

  @Test
  void shouldEndSessionWhenBrokerRefuses() {
    // given
    sell("a", 5, null);
    thread.start();
    await().until(() -> producer.history().size() == 1);

    // when
    producer.errorNext(new TopicAuthorizationException(TOPIC));

    // then
    await().until(() -> failures.get() == 1);
    assertThat(publisher.failure()).hasMessage("The broker refused a mutation");
    assertThat(queue.processing(0, 10).entries()).hasSize(1);
  }

  @Test
  void shouldSendNothingBehindMutationThatTheProducerDidNotTake() throws InterruptedException {
    // given
    producer.nextFailure = new TimeoutException("the buffer is full");
    sell("a", 5, null);
    sell("a", 5, null);

    // when
    thread.start();
    await().until(() -> failures.get() == 1);
    thread.join();

    // then: the second must not pass the first
    assertThat(producer.history()).isEmpty();

    // when
    session(Duration.ofHours(1));
    thread.start();

    // then
    await().until(() -> producer.history().size() == 2);
    assertThat(sequences()).containsExactly(1L, 2L);
  }

  @Test
  void shouldEndSessionWhenItsThreadBreaksDown() {
    // given
    thread.setUncaughtExceptionHandler((broken, error) -> {});
    producer.nextFailure = new NoClassDefFoundError("on purpose");
    sell("a", 5, null);

    // when
    thread.start();

    // then
    await().until(() -> failures.get() == 1);
    assertThat(publisher.failure()).hasMessage("Publishing broke down");
  }

  @Test
  void shouldEndMutationThatTheBrokerWillNeverTake() {
    // given
    sell("a", 5, null);
    thread.start();
    await().until(() -> producer.history().size() == 1);

    // when
    producer.errorNext(new RecordTooLargeException());

    // then
    await().until(() -> !attention().isEmpty());
    assertThat(attention()).containsExactly("TOO_LARGE");
    assertThat(queue.processing(0, 10).entries()).isEmpty();
    assertThat(failures).hasValue(0);
  }

  @Test
  void shouldNoticeThatNothingIsAnsweredAndSendEverythingAgain() throws InterruptedException {
    // given
    end();
    session(Duration.ofMillis(1));
    sell("a", 5, null);
    thread.start();
    await().until(() -> producer.history().size() == 1);
    producer.completeNext();

    // when / then
    await()
        .until(() -> {
          try {
            publisher.checkProgress();
            return false;
          } catch (IllegalStateException e) {
            return true;
          }
        });
    end();
    session(Duration.ofHours(1));
    thread.start();
    await().until(() -> producer.history().size() == 1);
    assertThat(sequences()).containsExactly(1L);
  }

  private void session(Duration resend) {
    producer = new ScriptedProducer();
    publisher =
        new Publisher(
            new Publisher.Channel(producer, new MutationWire(TOPIC, NODE, serdes)),
            queue,
            new PublishSettings(100, 1_000, resend),
            new Publisher.Shared(
                acknowledged,
                work,
                new EdgeMetrics(new SimpleMeterRegistry(), "berlin"),
                failures::incrementAndGet));
    thread = Thread.ofPlatform().unstarted(publisher);
  }

  private void end() throws InterruptedException {
    publisher.stop();
    thread.interrupt();
    if (thread.isAlive()) {
      thread.join();
    }
  }

  private void sell(String item, int priority, Trace trace) {
    var draft =
        Draft.update(new EntityKey("InventoryItem", item), Change.add("quantity", -1))
            .withPriority(priority);
    capture.capture(trace == null ? draft : draft.withTrace(trace));
    work.give();
  }

  private List<String> attention() {
    return store.read(tables ->
        tables.attention().open(10).stream()
            .map(item -> String.valueOf(item.verdict().code()))
            .toList());
  }

  private List<Long> sequences() {
    return producer.history().stream().map(record -> mutation(record).getSequence()).toList();
  }

  private Mutation mutation(ProducerRecord<byte[], byte[]> record) {
    return Objects.requireNonNull(
        serdes.deserializer(Mutation.class).deserialize(TOPIC, record.value()));
  }

  /** Fails once when told to, as the real one does: a full buffer goes to the callback. */
  private static final class ScriptedProducer extends MockProducer<byte[], byte[]> {
    private volatile Throwable nextFailure;

    ScriptedProducer() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      Throwable failure = nextFailure;
      nextFailure = null;
      return switch (failure) {
        case null -> super.send(record, callback);
        case Error error -> throw error;
        case Throwable refused -> {
          callback.onCompletion(null, (Exception) refused);
          yield CompletableFuture.failedFuture(refused);
        }
      };
    }
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
