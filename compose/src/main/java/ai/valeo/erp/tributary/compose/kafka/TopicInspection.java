package ai.valeo.erp.tributary.compose.kafka;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Looks at topics from outside. Every method asks the broker and throws {@code KafkaException} when
 * it refuses or does not answer.
 *
 * @param config of the Kafka clients, e.g. {@code bootstrap.servers}
 */
public record TopicInspection(Map<String, String> config) {
  private static final Comparator<TopicPartition> BY_PLACE =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  /**
   * How much lies in a topic.
   *
   * @param first lowest offset that is still there, over all partitions
   * @param records offsets from the first to the last of each partition, control records included
   */
  public record Extent(long first, long records) {}

  /** Copies. */
  public TopicInspection {
    config = Map.copyOf(config);
  }

  /** Those of the topics that exist, by name. */
  public SortedMap<String, TopicState> present(Collection<String> names) {
    try (Admin admin = Admin.create(Clients.impatient(config))) {
      Set<String> all = Clients.answer(admin.listTopics().names(), "topics cannot be listed");
      SortedSet<String> there = new TreeSet<>(names);
      there.retainAll(all);
      Map<String, TopicDescription> described =
          Clients.answer(admin.describeTopics(there).allTopicNames(), "topics cannot be described");
      List<ConfigResource> asked =
          there.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
      Map<ConfigResource, Config> configs =
          Clients.answer(admin.describeConfigs(asked).all(), "settings cannot be read");
      SortedMap<String, TopicState> present = new TreeMap<>();
      described.forEach((name, topic) -> {
        Config entries = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
        present.put(name, state(topic, entries == null ? List.of() : entries.entries()));
      });
      return Collections.unmodifiableSortedMap(present);
    }
  }

  /** How much lies in these topics, which must exist. */
  public SortedMap<String, Extent> extents(Collection<TopicState> topics) {
    Map<TopicPartition, OffsetSpec> first = new TreeMap<>(BY_PLACE);
    Map<TopicPartition, OffsetSpec> last = new TreeMap<>(BY_PLACE);
    for (TopicState topic : topics) {
      for (int partition = 0; partition < topic.partitions(); partition++) {
        first.put(new TopicPartition(topic.name(), partition), OffsetSpec.earliest());
        last.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
      }
    }
    try (Admin admin = Admin.create(Clients.impatient(config))) {
      var begins = Clients.answer(admin.listOffsets(first).all(), "offsets cannot be read");
      var ends = Clients.answer(admin.listOffsets(last).all(), "offsets cannot be read");
      SortedMap<String, Extent> extents = new TreeMap<>();
      ends.forEach((place, end) -> {
        ListOffsetsResultInfo begin = begins.get(place);
        long from = begin == null ? 0 : begin.offset();
        extents.merge(
            place.topic(),
            new Extent(from, end.offset() - from),
            (one, other) ->
                new Extent(Math.min(one.first(), other.first()), one.records() + other.records()));
      });
      return Collections.unmodifiableSortedMap(extents);
    }
  }

  private static TopicState state(TopicDescription topic, Collection<ConfigEntry> entries) {
    SortedMap<String, String> all = new TreeMap<>();
    SortedMap<String, String> own = new TreeMap<>();
    for (ConfigEntry entry : entries) {
      String value = entry.value() == null ? "" : entry.value();
      all.put(entry.name(), value);
      if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
        own.put(entry.name(), value);
      }
    }
    List<TopicPartitionInfo> partitions = topic.partitions();
    return new TopicState(
        topic.name(),
        partitions.size(),
        partitions.stream().mapToInt(info -> info.replicas().size()).min().orElse(0),
        partitions.stream().mapToInt(info -> info.isr().size()).min().orElse(0),
        all,
        own);
  }
}
