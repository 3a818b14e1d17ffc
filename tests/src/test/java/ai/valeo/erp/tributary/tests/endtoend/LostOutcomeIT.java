package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.captureAll;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.item;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.Attention;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.LocalReason;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node comes back when its answers have been deleted at the centre. */
class LostOutcomeIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void shouldSettleTruthfullyWhenAnswersWereDeletedUnread() throws Exception {
    try (CentreRig rig = new CentreRig(folder.resolve("broker"))) {
      Topics topics = rig.newTopics();
      try (Aggregator centre = aggregator(rig, topics, "before")) {
        centre.start();
        assertThat(centre.awaitRunning(LONG)).isTrue();
        try (EdgeNode node = node(rig, topics)) {
          captureAll(node, stock(3, 100));
          node.start();
          assertThat(node.awaitSettled(LONG)).isTrue();
        }
      }

      // given a sale, a sale of too much, and a change of what nobody knows, sent and not answered
      try (EdgeNode node = node(rig, topics)) {
        captureAll(
            node,
            List.of(
                Draft.update(item(0), Change.add("quantity", -1)),
                Draft.update(item(0), Change.add("quantity", -2)),
                Draft.update(item(1), Change.add("quantity", -500)),
                Draft.update(item(9), Change.add("quantity", -1))));
        node.start();
        await().atMost(LONG).until(() -> published(rig, topics) >= 7); // more if sent again
      }
      try (Aggregator centre = aggregator(rig, topics, "after")) {
        centre.start();
        assertThat(centre.awaitRunning(LONG)).isTrue();
        await().atMost(LONG).until(() -> outcomes(rig, topics) == 7);

        // when the answers are deleted before the node comes back
        delete(rig, topics.outcomes());
        try (EdgeNode node = node(rig, topics)) {
          node.start();

          // then it knows all the same, where the audit trail knows
          await().atMost(LONG).until(() -> codes(node).containsKey("INVARIANT"));
          assertThat(codes(node)).doesNotContainKey(lost());

          // and says so where not, once the centre has gone past that
          goOn(node);
          await()
              .atMost(LONG)
              .untilAsserted(() -> assertThat(codes(node)).containsOnlyKeys("INVARIANT", lost()));
          assertThat(codes(node))
              .containsEntry("INVARIANT", item(1).toString())
              .containsEntry(lost(), item(9).toString());
          assertThat(node.awaitSettled(LONG)).isTrue();
          assertThat(node.entity(item(0)).orElseThrow().value("quantity")).isEqualTo(Value.of(97));

          // and goes on
          captureAll(node, List.of(Draft.update(item(0), Change.add("quantity", -7))));
          assertThat(node.awaitSettled(LONG)).isTrue();
          assertThat(node.entity(item(0)).orElseThrow().value("quantity")).isEqualTo(Value.of(90));
          assertThat(codes(node)).hasSize(2);
        }
      }
    }
  }

  /** Changes in every partition. */
  private static void goOn(EdgeNode node) {
    captureAll(node, stock(40, 5).subList(10, 40));
  }

  private static String lost() {
    return LocalReason.OUTCOME_LOST.name();
  }

  private static Map<String, String> codes(EdgeNode node) {
    return node.attention(10).stream()
        .collect(
            Collectors.toMap(item -> String.valueOf(item.verdict().code()), LostOutcomeIT::key));
  }

  private static String key(Attention item) {
    return item.mutation().draft().key().toString();
  }

  private EdgeNode node(CentreRig rig, Topics topics) {
    return EdgeNode.open(
        rig.settings("berlin", folder, topics, Map.of("edge.publish.resend.ms", "1000")));
  }

  private Aggregator aggregator(CentreRig rig, Topics topics, String state) {
    return new Aggregator(
        AggregatorSettings.of(
            Map.of(
                "kafka.bootstrap.servers", rig.bootstrap(),
                "schema.registry.url", rig.registry.url(),
                "topics.prefix", topics.prefix(),
                "topics.partitions", "3",
                "topics.replication", "1",
                "aggregator.application.id", topics.prefix() + "aggregator",
                "aggregator.state.dir", folder.resolve(state).toString())),
        new SimpleMeterRegistry());
  }

  private static long published(CentreRig rig, Topics topics) {
    return records(rig, topics.mutations());
  }

  private static long outcomes(CentreRig rig, Topics topics) {
    return records(rig, topics.outcomes());
  }

  /** Committed records of a topic. */
  private static long records(CentreRig rig, String topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", rig.bootstrap(), "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long count = 0;
      while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.get(part))) {
        count += consumer.poll(Duration.ofMillis(100)).count();
      }
      return count;
    }
  }

  private static void delete(CentreRig rig, String topic)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.bootstrap()))) {
      admin.deleteRecords(offsets(admin, topic)).all().get();
    }
  }

  private static Map<TopicPartition, RecordsToDelete> offsets(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    var specs = new HashMap<TopicPartition, OffsetSpec>();
    admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .forEach(
            info -> specs.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
    var offsets = new HashMap<TopicPartition, RecordsToDelete>();
    admin
        .listOffsets(specs)
        .all()
        .get()
        .forEach(
            (partition, at) -> offsets.put(partition, RecordsToDelete.beforeOffset(at.offset())));
    return offsets;
  }
}
