package ai.valeo.erp.tributary.graphql.publish;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.registry.embedded.EmbeddedRegistry;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it says of a record that the broker refuses: whether it may be there all the same. */
class CentralPublisherTest {

  private final EmbeddedRegistry registry = EmbeddedRegistry.inMemory();
  private final AvroSerdes serdes = AvroSerdes.of(Map.of("schema.registry.url", registry.url()));
  private final Refusing producer = new Refusing();
  private final CentralPublisher publisher =
      new CentralPublisher(
          () -> producer,
          new CentralWire(Topics.standard(), serdes, MutationSigner.NONE),
          new CentralPublisher.Refusals(new AccessWatch(kind -> {}), refused -> {}),
          Tracing.OFF);

  @AfterEach
  void close() {
    serdes.close();
    registry.close();
  }

  @Test
  void shouldSayThatNothingWasDoneWhereTheFirstAttemptIsRefused() throws InterruptedException {
    // given
    producer.repeated(0);

    // when
    CompletableFuture<Void> sent = publish();
    answer(new TopicAuthorizationException("mutations"));

    // then
    assertThat(sent.exceptionNow()).isInstanceOf(NotPublishedException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldNotSaySoWhereAnAttemptBeforeMayHaveBeenTaken(boolean isRight)
      throws InterruptedException {
    // given: the broker has it, the answer was lost, and then the right
    producer.repeated(1);

    // when
    CompletableFuture<Void> sent = publish();
    answer(
        isRight ? new TopicAuthorizationException("mutations") : new RecordTooLargeException("it"));

    // then: nobody may take it for not done, and do it again under another identity
    assertThat(producer.history()).hasSize(1);
    assertThat(sent.exceptionNow())
        .isInstanceOf(UnconfirmedException.class)
        .hasMessageContaining("may have been done");
  }

  @Test
  void shouldNotSaySoOfAProducerThatDoesNotTell() throws InterruptedException {
    // when
    CompletableFuture<Void> sent = publish();
    answer(new TopicAuthorizationException("mutations"));

    // then
    assertThat(sent.exceptionNow()).isInstanceOf(UnconfirmedException.class);
  }

  @Test
  void shouldSayThatNothingWasDoneWhereTheProducerDidNotTakeIt() {
    // given: it has sent other records again, but not this one
    producer.repeated(1);
    producer.isRefusing = true;

    // when
    CompletableFuture<Void> sent = publish();

    // then
    assertThat(sent.exceptionNow()).isInstanceOf(NotPublishedException.class);
  }

  private CompletableFuture<Void> publish() {
    var key = new EntityKey("InventoryItem", "p1@w1");
    return publisher.publish(
        new Command(
            new MutationId("m1"),
            Command.Author.withoutNumbers(new EdgeNodeId("central")),
            Draft.update(key, Change.add("quantity", -1)),
            1,
            new Hlc(1, 0)));
  }

  /** The broker answers; a producer tells it from a thread of its own. */
  private void answer(RuntimeException refusal) throws InterruptedException {
    Thread sender = Thread.ofPlatform().start(() -> producer.errorNext(refusal));
    sender.join();
  }

  /** One whose broker answers when the test says so. */
  private static final class Refusing extends MockProducer<byte[], byte[]> {
    private boolean isRefusing;

    Refusing() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void repeated(double times) {
      var name = new MetricName("record-retry-total", "producer-metrics", "", Map.of());
      setMockMetrics(
          name,
          new KafkaMetric(
              new Object(),
              name,
              (Gauge<Double>) (config, nowMs) -> times,
              new MetricConfig(),
              Time.SYSTEM));
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      if (isRefusing) {
        var refusal = new TopicAuthorizationException("mutations");
        callback.onCompletion(null, refusal);
        return CompletableFuture.failedFuture(refusal);
      }
      return super.send(record, callback);
    }
  }
}
