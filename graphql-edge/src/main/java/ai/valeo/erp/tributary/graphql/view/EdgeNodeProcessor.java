package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last heartbeat of each edge node, byte for byte: the store is restored from the topic
 * itself. One task, one thread.
 */
final class EdgeNodeProcessor implements Processor<String, byte[], Void, Void> {

  private final ViewReaders readers;
  private final ViewMetrics metrics;
  private @Nullable KeyValueStore<String, byte[]> nodes;
  private LongSupplier clock = () -> 0;

  EdgeNodeProcessor(ViewReaders readers, ViewMetrics metrics) {
    this.readers = readers;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    nodes = context.getStateStore(ViewNames.EDGE_NODES);
    clock = context::currentSystemTimeMs;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    KeyValueStore<String, byte[]> store = nodes;
    if (store == null) {
      throw new IllegalStateException("process before init");
    }
    byte[] value = record.value();
    EdgeNodeStatus status = value == null ? null : readers.edgeNode(value);
    if (record.key() == null || (value != null && status == null)) {
      metrics.unreadable();
    }
    if (record.key() == null) {
      return;
    }
    if (status == null) {
      metrics.gone(record.key());
    } else {
      metrics.heard(record.key(), status.getSentAtMs().toEpochMilli(), clock.getAsLong());
    }
    store.put(record.key(), value);
    metrics.applied();
  }
}
