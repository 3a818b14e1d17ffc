package ai.valeo.erp.tributary.graphql.peer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;

/**
 * Which instance has which partition, as of the last rebalance. Immutable.
 *
 * @param self this instance
 * @param owners who answers for a partition
 * @param copies who has a copy of a partition that may be behind
 * @param others the other instances
 */
public record Table(
    Host self,
    Map<TopicPartition, Host> owners,
    Map<TopicPartition, List<Host>> copies,
    Set<Host> others) {

  /** Copies. */
  public Table {
    owners = Map.copyOf(owners);
    copies = Map.copyOf(copies);
    others = Set.copyOf(others);
  }

  /** From what the group has agreed on. */
  public static Table of(Host self, Iterable<StreamsMetadata> instances) {
    var owners = new HashMap<TopicPartition, Host>();
    var copies = new HashMap<TopicPartition, List<Host>>();
    var others = new HashSet<Host>();
    for (StreamsMetadata instance : instances) {
      Host host = new Host(instance.host(), instance.port());
      instance.topicPartitions().forEach(partition -> owners.put(partition, host));
      instance
          .standbyTopicPartitions()
          .forEach(
              partition -> copies.computeIfAbsent(partition, none -> new ArrayList<>()).add(host));
      if (!host.equals(self)) {
        others.add(host);
      }
    }
    return new Table(self, owners, copies, others);
  }

  /** The ways to read a partition, the best first. */
  List<Source> sources(String topic, int partition) {
    TopicPartition place = new TopicPartition(topic, partition);
    var sources = new ArrayList<Source>(3);
    Host owner = owners.get(place);
    if (owner != null) {
      sources.add(source(owner, false, place));
      sources.add(source(owner, true, place)); // it may be restoring, or stand still meanwhile
    }
    List<Host> behind = copies.getOrDefault(place, List.of());
    if (behind.contains(self) && !self.equals(owner)) {
      sources.add(source(self, true, place));
    }
    for (Host host : behind) {
      if (!host.equals(self) && !host.equals(owner)) {
        sources.add(source(host, true, place));
      }
    }
    return sources;
  }

  private Source source(Host host, boolean isStandby, TopicPartition place) {
    return new Source(host, host.equals(self), isStandby, place.topic(), place.partition());
  }
}
