package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.captureAll;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.item;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.quantity;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.states;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.stock;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.SyncState;
import ai.valeo.erp.tributary.schemas.avro.EdgeNodeStatus;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

class EdgeNodeIT extends WithCentre {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final EntityKey ITEM = item(1);

  @Test
  void shouldSettleWhatWasCapturedWithoutNetwork() throws Exception {
    try (FakeCentre centre = rig.centre(topics);
        EdgeNode node = rig.node("berlin", folder, topics)) {
      // given
      captureAll(node, stock(20, 100));
      var random = new Random(1);
      var drafts = new ArrayList<Draft>();
      for (int i = 0; i < 2_000; i++) {
        drafts.add(
            Draft.update(item(random.nextInt(20)), Change.add("quantity", random.nextInt(3)))
                .withPriority(1 + random.nextInt(10)));
      }
      captureAll(node, drafts);
      Map<EntityKey, Map<String, Value>> seen = views(node);

      // when
      node.start();

      // then
      assertThat(node.awaitSettled(LONG)).isTrue();
      assertThat(centre.decided()).hasSize(2_020).doesNotHaveDuplicates();
      assertThat(views(node)).isEqualTo(seen).isEqualTo(states(centre));
      assertThat(node.stats().floor()).isEqualTo(2_021);
      assertThat(node.entity(ITEM).orElseThrow().syncState()).isEqualTo(SyncState.SYNCED);
    }
  }

  @Test
  void shouldShowOwnWritesWithoutFlickerWhileOthersWriteToo() throws Exception {
    try (FakeCentre centre = rig.centre(topics);
        EdgeNode node = rig.node("berlin", folder, topics)) {
      // given: own changes are in the thousands, those of others are single
      captureAll(node, stock(2, 0));
      node.start();
      assertThat(node.awaitSettled(LONG)).isTrue();
      var anomalies = new ArrayList<String>();
      long own = 0;

      // when
      for (int i = 0; i < 200; i++) {
        centre.change(Draft.update(ITEM, Change.add("quantity", 1)));
        captureAll(node, List.of(Draft.update(ITEM, Change.add("quantity", 1_000))));
        own++;
        long shown = quantity(node.entity(ITEM).orElseThrow());
        if (shown / 1_000 != own) {
          anomalies.add(i + ": " + shown);
        }
      }

      // then
      assertThat(anomalies).isEmpty();
      assertThat(node.awaitSettled(LONG)).isTrue();
      await().atMost(LONG).untilAsserted(() -> assertThat(views(node)).isEqualTo(states(centre)));
      assertThat(quantity(node.entity(ITEM).orElseThrow())).isEqualTo(200_200);
    }
  }

  @Test
  void shouldKeepRefusedMutationUntilAcknowledged() throws Exception {
    try (FakeCentre centre = rig.centre(topics);
        EdgeNode node = rig.node("berlin", folder, topics)) {
      // given
      captureAll(node, stock(2, 5));
      node.start();

      // when
      captureAll(node, List.of(Draft.update(ITEM, Change.add("quantity", -10))));
      assertThat(node.awaitSettled(LONG)).isTrue();

      // then
      var attention = node.attention(10);
      assertThat(attention).hasSize(1);
      assertThat(attention.getFirst().verdict().state()).isEqualTo(MutationState.FAILED);
      assertThat(attention.getFirst().verdict().code()).isEqualTo("INVARIANT");
      assertThat(quantity(node.entity(ITEM).orElseThrow())).isEqualTo(5);
      assertThat(node.acknowledge(attention.getFirst().mutation().id())).isTrue();
      assertThat(node.attention(10)).isEmpty();
      assertThat(centre.decided()).hasSize(3);
    }
  }

  @Test
  void shouldUseNoNetworkInOfflineModeAndGoOnAfterwards() throws Exception {
    try (FakeCentre centre = rig.centre(topics);
        EdgeNode cut = rig.node("cut", folder, topics);
        EdgeNode other = rig.node("other", folder, topics)) {
      // given
      captureAll(cut, stock(2, 5));
      cut.start();
      other.start();
      assertThat(cut.awaitSettled(LONG)).isTrue();

      // when
      cut.setOfflineMode(true);
      captureAll(cut, List.of(Draft.update(ITEM, Change.add("quantity", 1))));
      captureAll(other, List.of(Draft.update(ITEM, Change.add("quantity", 10))));
      assertThat(other.awaitSettled(LONG)).isTrue();

      // then
      assertThat(cut.connectivity().state()).isEqualTo(ConnectionState.OFFLINE);
      assertThat(centre.decided()).hasSize(3);
      assertThat(quantity(cut.entity(ITEM).orElseThrow())).isEqualTo(6);
      assertThat(cut.stats().outbox().pending()).isEqualTo(1);

      // when
      cut.setOfflineMode(false);

      // then
      assertThat(cut.awaitCaughtUp(LONG)).isTrue();
      assertThat(quantity(cut.entity(ITEM).orElseThrow())).isEqualTo(16);
    }
  }

  @Test
  void shouldSendUnansweredAgainUnderTheirOldSequencesAfterRestart() throws Exception {
    try (FakeCentre centre = rig.centre(topics)) {
      // given
      centre.pause();
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        node.start();
        captureAll(node, stock(20, 5));
        // more where a broken connection made it send again
        await().atMost(LONG).until(() -> mutationsOnTheTopic() >= 20);
        await().atMost(LONG).until(() -> node.stats().outbox().processing() == 20);
      }
      long sent = mutationsOnTheTopic();

      // when
      try (EdgeNode node = rig.node("berlin", folder, topics)) {
        node.start();
        await().atMost(LONG).until(() -> mutationsOnTheTopic() >= sent + 20);
        centre.resume();

        // then
        assertThat(node.awaitSettled(LONG)).isTrue();
        assertThat(centre.decided()).hasSize(20).doesNotHaveDuplicates();
        await().atMost(LONG).until(() -> centre.duplicates() >= 20);
        assertThat(views(node)).isEqualTo(states(centre));
        assertThat(node.stats().lastSequence()).isEqualTo(20);
      }
    }
  }

  @Test
  void shouldFollowCreationsAndDeletionsOfOthers() throws Exception {
    try (FakeCentre centre = rig.centre(topics);
        EdgeNode node = rig.node("berlin", folder, topics)) {
      // given
      node.start();
      stock(3, 7).forEach(centre::change);
      await().atMost(LONG).until(() -> views(node).size() == 3);

      // when
      centre.change(Draft.delete(item(2)));

      // then
      await().atMost(LONG).until(() -> views(node).size() == 2);
      assertThat(node.entity(item(2))).isEmpty();
      captureAll(node, List.of(Draft.delete(item(0))));
      assertThat(node.entity(item(0))).isEmpty();
      assertThat(node.awaitSettled(LONG)).isTrue();
      assertThat(views(node)).isEqualTo(states(centre)).hasSize(1);
    }
  }

  @Test
  void shouldSendHeartbeatsAndSayGoodbye() throws Exception {
    // given
    EdgeNode node = rig.node("berlin", folder, topics);
    try (node) {
      node.start();
      await().atMost(LONG).until(() -> heartbeats().contains("ONLINE"));
    }

    // then
    await().atMost(LONG).until(() -> heartbeats().getLast().equals("OFFLINE"));
  }

  private List<String> heartbeats() {
    try (var serdes = AvroSerdes.of(Map.of("schema.registry.url", rig.registry.url()));
        var consumer = reader(topics.edgeNodes(), 1)) {
      var states = new ArrayList<String>();
      var deserializer = serdes.deserializer(EdgeNodeStatus.class);
      long end = end(consumer);
      while (position(consumer) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> {
              var status = deserializer.deserialize(record.topic(), record.value());
              states.add(Objects.requireNonNull(status).getState().name());
            });
      }
      return states.isEmpty() ? List.of("NONE") : states;
    }
  }

  private long mutationsOnTheTopic() {
    try (var consumer = reader(topics.mutations(), 3)) {
      return end(consumer);
    }
  }

  private static KafkaConsumer<byte[], byte[]> reader(String topic, int partitions) {
    var consumer =
        new KafkaConsumer<byte[], byte[]>(
            Map.of("bootstrap.servers", rig.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    var assigned = new ArrayList<TopicPartition>();
    for (int partition = 0; partition < partitions; partition++) {
      assigned.add(new TopicPartition(topic, partition));
    }
    consumer.assign(assigned);
    consumer.seekToBeginning(assigned);
    return consumer;
  }

  private static long end(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.endOffsets(consumer.assignment()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private static long position(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.assignment().stream().mapToLong(consumer::position).sum();
  }
}
