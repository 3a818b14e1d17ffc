package ai.valeo.erp.tributary.topology.app;

import java.util.Collection;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * How well topics are kept.
 *
 * @param underReplicated partitions with fewer replicas in sync than there should be; -1 = not
 *     known
 * @param leaderless partitions that no broker leads; -1 = not known
 */
record ReplicaCount(long underReplicated, long leaderless) {

  static final ReplicaCount UNKNOWN = new ReplicaCount(-1, -1);

  static ReplicaCount of(Collection<TopicDescription> topics) {
    long underReplicated = 0;
    long leaderless = 0;
    for (TopicDescription topic : topics) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        Node leader = partition.leader();
        underReplicated += partition.isr().size() < partition.replicas().size() ? 1 : 0;
        leaderless += leader == null || leader.isEmpty() ? 1 : 0;
      }
    }
    return new ReplicaCount(underReplicated, leaderless);
  }
}
