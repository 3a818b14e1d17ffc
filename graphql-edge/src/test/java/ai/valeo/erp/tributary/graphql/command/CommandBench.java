package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.NoLags;
import ai.valeo.erp.tributary.graphql.fetch.CentralFetchers;
import ai.valeo.erp.tributary.graphql.publish.Allowances;
import ai.valeo.erp.tributary.graphql.publish.CentralPublisher;
import ai.valeo.erp.tributary.graphql.publish.CentralWire;
import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.CentralSchema;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.schema.QueryLimits;
import ai.valeo.erp.tributary.graphql.view.OutcomeView;
import ai.valeo.erp.tributary.graphql.view.ViewBench;
import ai.valeo.erp.tributary.schemas.access.AccessWatch;
import ai.valeo.erp.tributary.schemas.avro.Mutation;
import ai.valeo.erp.tributary.schemas.avro.Resolution;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.signing.MutationSigner;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One instance that writes, over views that a test fills; what it publishes is only kept. */
final class CommandBench implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Topics TOPICS = Topics.standard();

  /** So much may be under way. */
  static final int UNDERWAY = 50;

  /** Time to hear an answer on a busy machine; who waits for none need not wait for its end. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  final Underway underway;
  final MockProducer<byte[], byte[]> producer;

  /** Whether the broker confirms what it takes. */
  volatile boolean isConfirming = true;

  private final ViewBench views;
  private final GraphEngine engine;
  private final CommandFields fields;
  private final Haste haste = new Haste();

  CommandBench(ViewBench views) {
    this(
        views,
        () -> {
          throw new IllegalStateException("no broker");
        });
  }

  /** With records that were set aside, where they came from. */
  CommandBench(ViewBench views, Supplier<Consumer<byte[], byte[]>> origins) {
    this.views = views;
    this.producer = new Log();
    CommandMetrics metrics = new CommandMetrics(new SimpleMeterRegistry());
    EdgeNodeId node = new EdgeNodeId("central");
    underway =
        new Underway(
            UNDERWAY, node, new Underway.Clocks(InstantSource.system(), System::nanoTime), metrics);
    fields =
        new CommandFields(
            views.views,
            new CommandSettings(
                node,
                null,
                PATIENCE,
                UNDERWAY,
                new CommandSettings.Reading(PATIENCE, 1),
                new CommandSettings.Submitting(5, 2)),
            new CommandFields.Channel(
                new CentralPublisher(
                    () -> producer,
                    new CentralWire(TOPICS, views.serdes(), MutationSigner.NONE),
                    new CentralPublisher.Refusals(new AccessWatch(kind -> {}), refused -> {}),
                    Tracing.OFF),
                underway,
                new Allowances(TOPICS, views.serdes()),
                new CommandIds(() -> new MutationId(UUID.randomUUID().toString())),
                new OriginReader(origins, TOPICS.mutations()),
                metrics),
            haste.times(InstantSource.system(), new NoLags()));
    CentralFetchers fetchers =
        new CentralFetchers(
            views.views, new NoLags(), System::currentTimeMillis, Duration.ofSeconds(30));
    engine =
        new GraphEngine(
                CentralSchema.build(wiring -> fields.into(fetchers.into(wiring))),
                QueryLimits.standard(),
                failure -> {
                  var code = CentralFetchers.code(failure);
                  return code == null ? CommandFields.code(failure) : code;
                },
                () -> {})
            .awaiting(fields.gate());
  }

  /** A log whose rulings the views read at once. */
  private final class Log extends MockProducer<byte[], byte[]> {

    Log() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      if (record.topic().equals(TOPICS.resolutions())) {
        views.ruling(new String(record.key(), StandardCharsets.UTF_8), record.value());
      }
      Future<RecordMetadata> sent = super.send(record, callback);
      boolean unused =
          isConfirming ? completeNext() : errorNext(new TimeoutException("no confirmation"));
      return sent;
    }
  }

  /** So many versions are remembered that the views did not show. */
  int remembered() {
    fields.sweep();
    return underway.versions().size();
  }

  /** Asks as somebody. */
  CompletableFuture<JsonNode> asking(Identity who, String query) {
    return asking(new Caller(null, true, who, ""), query);
  }

  /** Reads as one who has written something. */
  CompletableFuture<JsonNode> reading(String readToken) {
    return asking(Caller.ANYONE.reading(readToken), "{ __typename }");
  }

  private CompletableFuture<JsonNode> asking(Caller caller, String query) {
    return engine
        .answering(new GraphRequest("r1", query, null, Map.of(), false, caller))
        .thenApply(answer -> JSON.valueToTree(answer.body()));
  }

  JsonNode ask(Identity who, String query) {
    return done(asking(who, query));
  }

  JsonNode ask(String query) {
    return ask(Identity.local(), query);
  }

  /** What is answered, in the end. */
  <T> T done(CompletableFuture<T> asked) {
    return haste.result(asked);
  }

  /** Somebody with all rights and a name. */
  static Identity person(String name) {
    return new Identity(Identity.Kind.LOCAL, name, Set.of(), Set.of(), null, null);
  }

  /** What was published of changes. */
  List<Mutation> mutations() {
    return published(TOPICS.mutations(), value -> read(Mutation.class, TOPICS.mutations(), value));
  }

  /** What was published of rulings. */
  List<Resolution> rulings() {
    return published(
        TOPICS.resolutions(), value -> read(Resolution.class, TOPICS.resolutions(), value));
  }

  private <T> List<T> published(String topic, Function<byte[], T> reader) {
    return producer.history().stream()
        .filter(record -> record.topic().equals(topic))
        .map(record -> reader.apply(record.value()))
        .toList();
  }

  private <T extends SpecificRecord> T read(Class<T> type, String topic, byte[] value) {
    return views.serdes().deserializer(type).deserialize(topic, value);
  }

  /** The feed hears an answer, before the views have it. */
  void hear(String id, EntityKey key, String state, long version) {
    underway.answered(
        new OutcomeView(
            id,
            "central",
            0,
            key.entityType(),
            key.entityId(),
            state,
            null,
            null,
            version,
            List.of(),
            "0-0-0",
            1,
            0));
  }

  @Override
  public void close() {
    haste.close();
  }
}
