package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.Conflict;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.avro.Outcome;
import ai.valeo.erp.tributary.schemas.catalog.EntityRow;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads records of the topics behind the views, for those who watch them. Any thread. */
public final class TopicReader {

  private static final Content UNREADABLE = new Content.Unreadable();

  private final ViewReaders readers;
  private final Map<String, EntityType> entityTopics = new HashMap<>();

  /** Over the readers of the views. */
  public TopicReader(ViewReaders readers) {
    this.readers = readers;
    readers.types().all().forEach(type -> entityTopics.put(readers.topics().entities(type), type));
  }

  /** Every topic it can read. */
  public Set<String> topics() {
    var topics = new HashSet<>(entityTopics.keySet());
    topics.addAll(List.of(outcomes(), conflicts(), edgeNodes()));
    return topics;
  }

  /** The topic of an entity type. */
  public String entities(EntityType type) {
    return readers.topics().entities(type);
  }

  /** The topic of answers. */
  public String outcomes() {
    return readers.topics().outcomes();
  }

  /** The topic of conflicts. */
  public String conflicts() {
    return readers.topics().conflicts();
  }

  /** The topic of heartbeats. */
  public String edgeNodes() {
    return readers.topics().edgeNodes();
  }

  /**
   * What a record says.
   *
   * @param version its header {@link Headers#VERSION}, if it has one
   * @throws RuntimeException if it cannot be read now, e.g. because the registry is away
   */
  public Content read(
      String topic, @Nullable String key, byte @Nullable [] value, @Nullable Header version) {
    if (key == null) {
      return UNREADABLE;
    }
    EntityType type = entityTopics.get(topic);
    if (type != null) {
      return entity(type, key, value, version);
    }
    return value == null ? UNREADABLE : event(topic, value);
  }

  private Content entity(
      EntityType type, String key, byte @Nullable [] value, @Nullable Header version) {
    String id = key.substring(key.indexOf(':') + 1);
    if (value == null) {
      return new Content.Entity(type, id, null, version(version));
    }
    EntityRow row = readers.row(type, value);
    return row == null ? UNREADABLE : new Content.Entity(type, id, row, row.version());
  }

  private Content event(String topic, byte[] value) {
    if (topic.equals(outcomes())) {
      Outcome outcome = readers.outcome(value);
      return outcome == null ? UNREADABLE : new Content.Answer(RecordViews.outcome(outcome));
    }
    if (topic.equals(conflicts())) {
      Conflict conflict = readers.conflict(value);
      return conflict == null ? UNREADABLE : new Content.Dispute(RecordViews.conflict(conflict));
    }
    EdgeNodeStatus status = readers.edgeNode(value);
    return status == null ? UNREADABLE : new Content.Heartbeat(RecordViews.edgeNode(status));
  }

  private static long version(@Nullable Header header) {
    if (header == null || header.value() == null) {
      return 0;
    }
    try {
      return Long.parseLong(new String(header.value(), StandardCharsets.UTF_8));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
