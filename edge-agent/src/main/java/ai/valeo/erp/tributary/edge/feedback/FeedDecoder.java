package ai.valeo.erp.tributary.edge.feedback;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.Incarnation;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetrics;
import ai.valeo.erp.tributary.schemas.avro.Decision;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.avro.OutcomeState;
import ai.valeo.erp.tributary.schemas.catalog.EntityCodec;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.serde.SerdeFailures;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes plain items of the records of the topics a node reads. A record that is broken is skipped
 * and counted; a registry that cannot be asked is an exception.
 *
 * <p>Threading: one thread at a time.
 */
public final class FeedDecoder {

  private static final Logger log = LoggerFactory.getLogger(FeedDecoder.class);

  /** Results of decisions that leave the version as it was. */
  private static final Set<String> WITHOUT_EFFECT = Set.of("KEPT", "SUPERSEDED", "ESCALATED");

  private final EdgeNodeId node;
  private final byte[] nodeKey;
  private final String outcomesTopic;
  private final Deserializer<Outcome> outcomes;
  private final Map<String, TypeFeed> types = new HashMap<>();
  private final long maxSkewMs;
  private final EdgeMetrics metrics;

  /** How the topic of one entity type is read. */
  private record TypeFeed(
      EntityType type, EntityCodec codec, Deserializer<GenericRecord> deserializer) {}

  /**
   * Whose feed it is.
   *
   * @param node the node
   * @param topics names of the topics
   * @param types the entity types
   * @param scope which of them the node reads
   * @param maxSkew how far ahead of the broker's time a clock may be that the node follows
   */
  public record Setup(
      EdgeNodeId node, Topics topics, EntityTypes types, Scope scope, Duration maxSkew) {}

  public FeedDecoder(Setup setup, AvroSerdes serdes, EdgeMetrics metrics) {
    this.metrics = metrics;
    maxSkewMs = setup.maxSkew().toMillis();
    node = setup.node();
    nodeKey = setup.node().value().getBytes(StandardCharsets.UTF_8);
    outcomesTopic = setup.topics().outcomes();
    outcomes = serdes.deserializer(Outcome.class);
    for (EntityType type : setup.types().all()) {
      if (setup.scope().covers(type.name())) {
        types.put(
            setup.topics().entities(type),
            new TypeFeed(
                type, setup.types().codec(type), serdes.deserializer(setup.types().schema(type))));
      }
    }
  }

  /** The topics it can read. */
  public List<String> topics() {
    var topics = new ArrayList<>(types.keySet());
    topics.add(outcomesTopic);
    return topics.stream().sorted().toList();
  }

  /** The entity type of a topic; none if it holds outcomes. */
  @Nullable String typeOf(String topic) {
    TypeFeed feed = types.get(topic);
    return feed == null ? null : feed.type().name();
  }

  /** Whether a topic holds outcomes; entities otherwise. */
  boolean isOutcomes(String topic) {
    return topic.equals(outcomesTopic);
  }

  /** The item of a record; none if it is not for this node, or broken. */
  @Nullable FeedItem decode(ConsumerRecord<byte[], byte[]> record) {
    boolean isOutcome = isOutcomes(record.topic());
    if (isOutcome && !isOwn(record.key())) {
      return null;
    }
    try {
      return isOutcome ? answered(record) : received(record);
    } catch (RuntimeException e) {
      boolean broken = e instanceof IllegalArgumentException || SerdeFailures.isRecordAtFault(e);
      if (!broken) {
        throw e;
      }
      metrics.count(EdgeMetric.UNREADABLE, 1);
      log.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("cause", e.toString())
          .log("Unreadable record skipped");
      return null;
    }
  }

  /** Cheap: most outcomes are other nodes'. Incarnations of the same node pass. */
  private boolean isOwn(byte @Nullable [] key) {
    return key != null
        && key.length >= nodeKey.length
        && Arrays.equals(key, 0, nodeKey.length, nodeKey, 0, nodeKey.length)
        && Incarnation.numberOf(node, new String(key, StandardCharsets.UTF_8)) > 0;
  }

  private FeedItem answered(ConsumerRecord<byte[], byte[]> record) {
    Outcome outcome = outcomes.deserialize(record.topic(), record.value());
    if (outcome == null) {
      throw new IllegalArgumentException("outcome: none (expected: one)");
    }
    var verdict =
        new Answer.Verdict(
            state(outcome.getState()),
            outcome.getReason(),
            outcome.getMessage(),
            outcome.getVersion());
    return new FeedItem.Answered(
        new Answer(
            new MutationId(outcome.getMutationId()),
            publishNumber(outcome),
            new EntityKey(outcome.getEntityType(), outcome.getEntityId()),
            verdict,
            Overrulings.of(outcome)),
        raised(outcome));
  }

  /** 0 where the outcome names no sequence. */
  private long publishNumber(Outcome outcome) {
    int incarnation = Incarnation.numberOf(node, outcome.getEdgeNodeId());
    return incarnation == 0 || outcome.getSequence() == 0
        ? 0
        : new PublishNumber(incarnation, outcome.getSequence()).packed();
  }

  private static boolean raised(Outcome outcome) {
    return outcome.getDecisions().isEmpty()
        || outcome.getDecisions().stream().anyMatch(FeedDecoder::isEffective);
  }

  /** Whether a decision raises the version of the entity. */
  static boolean isEffective(Decision decision) {
    return !WITHOUT_EFFECT.contains(decision.getResult());
  }

  private FeedItem received(ConsumerRecord<byte[], byte[]> record) {
    TypeFeed feed = types.get(record.topic());
    if (feed == null || record.key() == null) {
      throw new IllegalArgumentException("record: of no entity (expected: one within the scope)");
    }
    EntityKey key = EntityKey.parse(new String(record.key(), StandardCharsets.UTF_8));
    GenericRecord value = feed.deserializer().deserialize(record.topic(), record.value());
    Base base = value == null ? tombstone(record) : base(feed.codec().fromGeneric(value));
    return new FeedItem.Received(key, base, seen(base.hlc(), record.timestamp()));
  }

  private static Base base(EntityRow row) {
    return new Base(row.version(), row.hlc(), row.mutationId(), false, row.attributes());
  }

  private static Base tombstone(ConsumerRecord<byte[], byte[]> record) {
    String[] hlc = header(record, Headers.HLC).split("/", 2);
    return Base.tombstone(
        Long.parseLong(header(record, Headers.VERSION)),
        new Hlc(Long.parseLong(hlc[0]), hlc.length < 2 ? 0 : Integer.parseInt(hlc[1])),
        header(record, Headers.MUTATION_ID));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    if (header == null) {
      throw new IllegalArgumentException("header: no " + name + " (expected: on a tombstone)");
    }
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  /** A clock gone mad must not take this node's clock along (rule R5). */
  private Hlc seen(Hlc hlc, long brokerMs) {
    if (hlc.wallMs() <= brokerMs + maxSkewMs) {
      return hlc;
    }
    metrics.count(EdgeMetric.CLOCK_IGNORED, 1);
    return Hlc.ZERO;
  }

  static MutationState state(OutcomeState state) {
    return switch (state) {
      case APPLIED -> MutationState.APPLIED;
      case FAILED -> MutationState.FAILED;
      case CONFLICT -> MutationState.CONFLICT;
    };
  }
}
