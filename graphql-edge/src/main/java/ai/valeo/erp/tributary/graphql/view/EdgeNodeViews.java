package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Edge nodes by id. Any thread. */
public final class EdgeNodeViews {

  /** Most nodes listed. */
  public static final int MAX_LISTED = 10_000;

  private final ViewReads reads;
  private final ViewReaders readers;
  private final LongSupplier nowMs;
  private final Duration retention;

  EdgeNodeViews(ViewReads reads, ViewReaders readers, LongSupplier nowMs, Duration retention) {
    this.reads = reads;
    this.readers = readers;
    this.nowMs = nowMs;
    this.retention = retention;
  }

  /** The node of that id, or none. */
  public @Nullable EdgeNodeView edgeNode(String id) {
    return reads.read(stores -> {
      byte[] stored = Partitioned.find(stores, topic(), ViewNames.EDGE_NODES, id);
      return stored == null ? null : readable(stored);
    });
  }

  /**
   * Nodes by id ascending.
   *
   * @param isWithSilent also those that fell silent longer ago than the retention
   */
  public List<EdgeNodeView> edgeNodes(boolean isWithSilent) {
    long sinceMs = isWithSilent ? Long.MIN_VALUE : nowMs.getAsLong() - retention.toMillis();
    return reads.read(stores -> {
      var nodes = new ArrayList<EdgeNodeView>();
      Partitioned.each(stores, topic(), one -> stores.scan(Scan.all(ViewNames.EDGE_NODES, one)))
          .forEach(all -> collect(all, sinceMs, nodes));
      nodes.sort(Comparator.comparing(EdgeNodeView::id));
      return nodes;
    });
  }

  private void collect(
      KeyValueIterator<Bytes, byte[]> entries, long sinceMs, List<EdgeNodeView> nodes) {
    try (KeyValueIterator<Bytes, byte[]> all = entries) {
      while (all.hasNext() && nodes.size() < MAX_LISTED) {
        EdgeNodeView node = readable(all.next().value);
        if (node != null && node.sentAtMs() >= sinceMs) {
          nodes.add(node);
        }
      }
    }
  }

  private String topic() {
    return readers.topics().edgeNodes();
  }

  private @Nullable EdgeNodeView readable(byte[] framed) {
    EdgeNodeStatus edgeNode = readers.edgeNode(framed);
    return edgeNode == null ? null : RecordViews.edgeNode(edgeNode);
  }
}
