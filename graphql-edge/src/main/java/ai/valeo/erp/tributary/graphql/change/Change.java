package ai.valeo.erp.tributary.graphql.change;

import ai.valeo.erp.tributary.graphql.view.Content;
import ai.valeo.erp.tributary.graphql.view.TopicReader;
import ai.valeo.erp.tributary.schemas.topic.Headers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A committed record of a watched topic. It is read when somebody wants to know what it says, and
 * then once for all. Any thread.
 */
public final class Change {

  private final TopicReader reader;
  private final String topic;
  private final String key;
  private final int partition;
  private final long offset;
  private final @Nullable Header version;
  private byte @Nullable [] value; // guarded by this
  private @Nullable Content content; // guarded by this

  Change(TopicReader reader, ConsumerRecord<String, byte[]> record) {
    this.reader = reader;
    this.topic = record.topic();
    this.key = record.key() == null ? "" : record.key();
    this.partition = record.partition();
    this.offset = record.offset();
    this.version = record.headers().lastHeader(Headers.VERSION);
    this.value = record.value();
  }

  /** Key of the record: the entity key, or the edge node. */
  public String key() {
    return key;
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  /**
   * What it says.
   *
   * @throws RuntimeException if it cannot be read now
   */
  public synchronized Content content() {
    Content known = content;
    if (known == null) {
      known = reader.read(topic, key, value, version);
      content = known;
      value = null;
    }
    return known;
  }
}
