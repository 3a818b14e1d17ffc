package ai.valeo.erp.tributary.edge.publish;

import static ai.valeo.erp.tributary.edge.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.valeo.erp.tributary.edge.core.Allowance;
import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Backoff;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.LinkQuality;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Remote;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.core.SendWindow;
import ai.valeo.erp.tributary.edge.core.Trace;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.edge.network.NetworkSettings;
import ai.valeo.erp.tributary.edge.network.RemoteWatch;
import ai.valeo.erp.tributary.edge.network.Remotes;
import ai.valeo.erp.tributary.edge.outbox.Capture;
import ai.valeo.erp.tributary.edge.outbox.PublishQueue;
import ai.valeo.erp.tributary.edge.outbox.Settlement;
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
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.SpansInMemory;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
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
  private static final long HOUR_NANOS = Duration.ofHours(1).toNanos();
  private static final EdgeNodeId NODE = new EdgeNodeId("berlin");

  private static final FlowSettings FLOW =
      new FlowSettings(new SendWindow.Rules(2, 100, 1_000, 60_000), 2, Duration.ofMinutes(5));

  @TempDir Path folder;
  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));
  private final WakeSignal work = new WakeSignal();
  private final Acknowledged acknowledged = new Acknowledged();
  private final FlowGate gate = new FlowGate(FLOW, System::nanoTime);
  private final Remotes remotes = remotes();
  private volatile boolean unstable;
  private int maxRetries = 2;
  private final AtomicInteger failures = new AtomicInteger();
  private final Set<EntityKey> changed = ConcurrentHashMap.newKeySet();
  private final AtomicInteger ids = new AtomicInteger();
  private EdgeStore store;
  private Capture capture;
  private PublishQueue queue;
  private ScriptedProducer producer;
  private Publisher publisher;
  private final SpansInMemory spans = new SpansInMemory();
  private final AtomicReference<Tracing> tracing = new AtomicReference<>(Tracing.OFF);
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
    patiently().until(() -> producer.history().size() == 1);

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
  void shouldPutTheRecordBehindItsSendingInTheTrace() {
    // given
    var trace = new Trace("order-7", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    sell("a", 9, trace);
    tracing.set(spans);
    session(Duration.ofHours(1));

    // when
    thread.start();
    patiently().until(() -> producer.history().size() == 1);
    assertThat(spans.ended()).isEmpty();
    producer.completeNext();
    patiently().until(() -> spans.ended().size() == 1);

    // then
    SpansInMemory.Recorded publish = spans.ended().getFirst();
    ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
    assertThat(publish.stage()).isEqualTo(Stage.PUBLISH);
    assertThat(publish.parent()).isEqualTo(trace.traceparent());
    assertThat(publish.failure()).isNull();
    assertThat(publish.attributes())
        .containsOnly(entry(Tracing.MUTATION, "m1"), entry(Tracing.CORRELATION, "order-7"));
    assertThat(header(record, Headers.TRACEPARENT)).isEqualTo(publish.place());
    assertThat(header(record, Headers.CORRELATION_ID)).isEqualTo("order-7");
  }

  @Test
  void shouldBeNoPartOfATraceThatNobodyBegan() {
    // given
    sell("a", 5, null);

    // when
    thread.start();
    patiently().until(() -> producer.history().size() == 1);

    // then
    ProducerRecord<byte[], byte[]> record = producer.history().getFirst();
    assertThat(header(record, Headers.CORRELATION_ID)).isEqualTo("m1");
    assertThat(record.headers().lastHeader(Headers.TRACEPARENT)).isNull();
  }

  @Test
  void shouldSendAgainOnlyWhatTheBrokerDidNotAcknowledge() throws InterruptedException {
    // given
    sell("a", 5, null);
    sell("b", 5, null);
    sell("c", 5, null);
    thread.start();
    patiently().until(() -> producer.history().size() == 3);
    producer.completeNext();
    end();

    // when
    session(Duration.ofHours(1));
    sell("d", 10, null);
    thread.start();

    // then
    patiently().until(() -> producer.history().size() == 3);
    assertThat(sequences()).containsExactly(2L, 3L, 4L);
  }

  @Test
  void shouldEndSessionWhenBrokerRefuses() {
    // given
    sell("a", 5, null);
    thread.start();
    patiently().until(() -> producer.history().size() == 1);

    // when
    producer.errorNext(new TopicAuthorizationException(TOPIC));

    // then
    patiently().until(() -> failures.get() == 1);
    assertThat(publisher.failure()).hasMessage("The broker refused a mutation");
    assertThat(queue.processing(0, 10).entries()).hasSize(1);
  }

  @Test
  void shouldEndTheProducerBeforeItSendsWhatIsBehindARefusedMutation() {
    // given: the producer has the second already, and would send it by itself
    sell("a", 5, null);
    sell("a", 5, null);
    thread.start();
    patiently().until(() -> producer.history().size() == 2);

    // when
    producer.errorNext(new TopicAuthorizationException(TOPIC));

    // then: not when somebody comes to close the session
    assertThat(producer.closed()).isTrue();
    assertThat(queue.processing(0, 10).entries()).hasSize(2);
  }

  @Test
  void shouldSendNothingBehindMutationThatTheProducerDidNotTake() throws InterruptedException {
    // given
    producer.nextFailure = new TimeoutException("the buffer is full");
    sell("a", 5, null);
    sell("a", 5, null);

    // when
    thread.start();
    patiently().until(() -> failures.get() == 1);
    thread.join();

    // then: the second must not pass the first
    assertThat(producer.history()).isEmpty();

    // when
    session(Duration.ofHours(1));
    thread.start();

    // then
    patiently().until(() -> producer.history().size() == 2);
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
    patiently().until(() -> failures.get() == 1);
    assertThat(publisher.failure()).hasMessage("Publishing broke down");
  }

  @Test
  void shouldEndMutationThatTheBrokerWillNeverTake() {
    // given
    sell("a", 5, null);
    thread.start();
    patiently().until(() -> producer.history().size() == 1);

    // when
    producer.errorNext(new RecordTooLargeException());

    // then
    patiently().until(() -> !attention().isEmpty());
    assertThat(attention()).containsExactly("TOO_LARGE");
    assertThat(queue.processing(0, 10).entries()).isEmpty();
    assertThat(failures).hasValue(0);
  }

  @Test
  void shouldWaitForAMissingRightHoweverOftenItIsRefused() throws InterruptedException {
    // given
    maxRetries = 0;
    end();
    session(Duration.ofHours(1));
    sell("a", 5, null);

    // when
    for (int refusals = 1; refusals <= 30; refusals++) {
      producer.nextFailure = new TopicAuthorizationException("on purpose");
      thread.start();
      int expected = refusals;
      patiently().until(() -> failures.get() == expected);
      end();
      session(Duration.ofHours(1));
    }

    // then
    assertThat(attention()).isEmpty();
    assertThat(queue.processing(0, 10).entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.delivery().retries()).isEqualTo(29));

    // when the right is given
    thread.start();

    // then
    patiently().until(() -> producer.history().size() == 1);
    assertThat(sequences()).containsExactly(1L);
  }

  @Test
  void shouldKeepUnderItsSequenceWhatABrokerTookBeforeItTookTheRightAway()
      throws InterruptedException {
    // given: the broker has it, the answer was lost, and the next attempt is refused
    sell("a", 5, null);
    thread.start();
    patiently().until(() -> producer.history().size() == 1);
    producer.errorNext(new TopicAuthorizationException(TOPIC));
    patiently().until(() -> failures.get() == 1);
    end();

    // when: the centre has decided it before the right is back
    boolean isWaiting = attention().isEmpty() && waiting().equals(List.of(1L));
    settle(MutationState.APPLIED);
    session(Duration.ofHours(1));
    sell("b", 5, null);
    thread.start();

    // then: it was neither called failed nor is it sent again
    assertThat(isWaiting).isTrue();
    patiently().until(() -> !producer.history().isEmpty());
    assertThat(sequences()).containsExactly(2L);
    assertThat(attention()).isEmpty();
    assertThat(waiting()).containsExactly(2L);
  }

  @Test
  void shouldTakeTheCentresWordWhereItHadGivenUpForAMissingRight() throws InterruptedException {
    // given: somebody who wants mutations to end for it, and one that the broker had taken
    maxRetries = 1;
    for (int attempts = 1; attempts <= 3; attempts++) {
      end();
      session(Duration.ofHours(1));
      if (attempts == 1) {
        sell("a", 5, null);
      }
      thread.start();
      patiently().until(() -> producer.history().size() == 1);
      producer.errorNext(new TopicAuthorizationException(TOPIC));
      int ended = attempts;
      patiently().until(() -> failures.get() == ended || !attention().isEmpty());
    }
    assertThat(attention()).containsExactly("NOT_AUTHORIZED");

    // when
    settle(MutationState.APPLIED);

    // then
    assertThat(attention()).isEmpty();
    assertThat(waiting()).isEmpty();
  }

  @Test
  void shouldNoticeThatNothingIsAnsweredAndSendEverythingAgain() throws InterruptedException {
    // given
    end();
    session(Duration.ofMillis(1));
    sell("a", 5, null);
    thread.start();
    patiently().until(() -> producer.history().size() == 1);
    producer.completeNext();

    // when / then
    patiently()
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
    patiently().until(() -> producer.history().size() == 1);
    assertThat(sequences()).containsExactly(1L);
  }

  @Test
  void shouldSendSuspectsOneByOneAndEndTheOneThatIsRefusedAlone() throws InterruptedException {
    // given: a batch refused for one of its records
    sell("a", 5, null);
    sell("b", 5, null);
    thread.start();
    patiently().until(() -> producer.history().size() == 2);
    producer.errorNext(new InvalidRecordException("of a batch with a bad record"));
    producer.errorNext(new InvalidRecordException("of a batch with a bad record"));
    patiently().until(() -> failures.get() == 1);
    end();

    // when: it is sent again, and the first alone is the bad one
    session(Duration.ofHours(1));
    producer.refusals.add("InventoryItem:a");
    thread.start();

    // then
    patiently().until(() -> attention().size() == 1 && producer.history().size() == 1);
    assertThat(sequences()).containsExactly(2L);
    assertThat(queue.processing(0, 10).entries()).hasSize(1);
    assertThat(failures).hasValue(1);

    // when
    sell("c", 5, null);

    // then
    patiently().until(() -> producer.history().size() == 2);
  }

  @Test
  void shouldSendNoFasterThanAllowedAndTheMostUrgentFirst() {
    // given
    gate.allow(true, new Allowance(0, "LAG", System.nanoTime() + HOUR_NANOS), 1);
    for (int i = 0; i < 5; i++) {
      sell("low" + i, 1, null);
    }
    thread.start();
    sell("urgent", 10, null);

    // when
    gate.allow(true, new Allowance(20, "LAG", System.nanoTime() + HOUR_NANOS), 2);
    work.give();

    // then
    patiently().until(() -> producer.history().size() == 6);
    assertThat(keys().getFirst()).isEqualTo("InventoryItem:urgent");
    assertThat(gate.status().perSecond()).isEqualTo(20);
    assertThat(gate.status().reason()).isEqualTo("LAG");
  }

  @Test
  void shouldSendLittleAtATimeWhileUnstable() {
    // given
    unstable = true;
    for (int i = 0; i < 5; i++) {
      sell("i" + i, 5, null);
    }

    // when
    thread.start();
    patiently().until(() -> producer.history().size() == 2);
    producer.completeNext();

    // then: the next go when the broker has both
    assertThat(queue.processing(0, 10).entries()).hasSize(2);
    producer.completeNext();
    patiently().until(() -> producer.history().size() == 4);
  }

  @Test
  void shouldWaitForTheRegistryAndSaySo() throws InterruptedException {
    // given: an id that is not known, and nobody to ask
    registry.close();
    sell("a", 1, null);

    // when
    thread.start();

    // then
    patiently().until(gate::waitsForRegistry);
    sell("b", 9, null);
    assertThat(queue.processing(0, 10).entries()).isEmpty();
    assertThat(remotes.watch(Remote.REGISTRY).status().lastError()).contains("UNAVAILABLE");
    assertThat(failures).hasValue(0);
    assertThat(publisher.isPrepared()).isFalse();
  }

  private List<String> keys() {
    return producer.history().stream()
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .toList();
  }

  private static Remotes remotes() {
    var probes = new NetworkSettings.ProbeSettings(Duration.ofSeconds(30), Duration.ofSeconds(5));
    var bounds = new LinkQuality.Bounds(1, 1);
    return new Remotes(
        new NetworkSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60)),
            10,
            new LinkQuality.Rules(5, Duration.ofMinutes(1), bounds, bounds, Duration.ZERO, 3),
            new NetworkSettings.Others(probes, probes, null)),
        new RemoteWatch.Time(System::nanoTime, InstantSource.system()));
  }

  private void session(Duration resend) {
    producer = new ScriptedProducer();
    publisher =
        new Publisher(
            new Publisher.Channel(
                producer,
                new MutationWire(new Topics("tributary."), NODE, serdes, MutationSigner.NONE),
                tracing.get()),
            queue,
            new PublishSettings(100, 1_000, resend, maxRetries, FLOW),
            new Publisher.Shared(
                acknowledged,
                gate,
                new Publisher.Network(() -> unstable, remotes.watch(Remote.REGISTRY)),
                work,
                new EdgeMetrics(new SimpleMeterRegistry(), "berlin", InstantSource.system()),
                changed::addAll,
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

  /** The centre answers the first mutation. */
  private void settle(MutationState state) {
    var answer =
        new Answer(
            new MutationId("m1"),
            1,
            new EntityKey("InventoryItem", "a"),
            new Answer.Verdict(state, null, null, 1));
    new Settlement(store, Scope.ALL, InstantSource.system())
        .settle(List.of(new FeedItem.Answered(answer, true)), Map.of());
  }

  private List<Long> waiting() {
    return queue.processing(0, 10).entries().stream().map(OutboxEntry::sequence).toList();
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
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();

    /** The real one returns when all is acknowledged or refused; here the test acknowledges. */
    @Override
    public synchronized void flush() {}

    ScriptedProducer() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      Throwable failure =
          refusals.contains(key) ? new InvalidRecordException("on purpose") : nextFailure;
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
