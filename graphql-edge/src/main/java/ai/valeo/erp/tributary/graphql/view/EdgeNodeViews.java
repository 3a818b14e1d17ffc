package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Edge nodes by id. Any thread. */
public final class EdgeNodeViews {

  /** Most nodes listed. */
  public static final int MAX_LISTED = 10_000;

  private final Partitioned partitioned;
  private final ViewReaders readers;

  EdgeNodeViews(Partitioned partitioned, ViewReaders readers) {
    this.partitioned = partitioned;
    this.readers = readers;
  }

  /** The node of that id, or none. */
  public @Nullable EdgeNodeView edgeNode(String id) {
    return partitioned.read(() -> {
      byte[] stored = partitioned.find(topic(), ViewNames.EDGE_NODES, id);
      return stored == null ? null : readable(stored);
    });
  }

  /** All nodes by id ascending. */
  public List<EdgeNodeView> edgeNodes() {
    return partitioned.read(() -> {
      var nodes = new ArrayList<EdgeNodeView>();
      int partitions = partitioned.stores().partitions(topic());
      for (int partition = 0; partition < partitions; partition++) {
        collect(partition, nodes);
      }
      nodes.sort(Comparator.comparing(EdgeNodeView::id));
      return nodes;
    });
  }

  private void collect(int partition, List<EdgeNodeView> nodes) {
    try (KeyValueIterator<String, byte[]> all =
        partitioned.stores().texts(ViewNames.EDGE_NODES, partition).all()) {
      while (all.hasNext() && nodes.size() < MAX_LISTED) {
        EdgeNodeView node = readable(all.next().value);
        if (node != null) {
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
