package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.captureAll;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.item;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FlowStatus;
import ai.valeo.erp.tributary.schemas.avro.FlowControl;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.serde.AvroSerdes;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flow control through a real broker: the centre brakes, the nodes obey, and are let go. */
class FlowIT {

  private static final Duration LONG = Duration.ofMinutes(2);

  @TempDir Path folder;
  private CentreRig rig;

  @BeforeEach
  void start() {
    rig = new CentreRig(folder.resolve("broker"));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void shouldSlowDownWhenToldSendTheMostUrgentFirstAndRecover() throws Exception {
    Topics topics = rig.newTopics();
    try (FakeCentre centre = rig.centre(topics);
        EdgeNode node = rig.node("berlin", folder, topics)) {
      // given: a node that is told to stand still
      captureAll(node, stock(5, 1_000));
      node.start();
      assertThat(node.awaitSettled(LONG)).isTrue();
      say(topics, "berlin", 0, Duration.ofMinutes(4));
      await().atMost(LONG).until(() -> node.network().flow().perSecond() == 0);
      captureAll(node, sales(40, 1));
      captureAll(node, List.of(sale(4, 10)));
      assertThat(centre.decided()).hasSize(5);
      String urgent = node.pending(100).getLast().mutation().id().value();

      // when
      say(topics, "berlin", 20, Duration.ofMinutes(4));

      // then: the most urgent, and what it lifts of its entity, before the thirty-two others
      await().atMost(LONG).until(() -> centre.decided().contains(urgent));
      assertThat(centre.sequence(urgent)).isLessThanOrEqualTo(5 + 8 + 1);

      // when
      say(topics, "berlin", -1, Duration.ofMinutes(4));

      // then
      await().atMost(LONG).until(() -> node.network().flow().perSecond() == -1);
      assertThat(node.awaitSettled(LONG)).isTrue();
      assertThat(centre.decided()).hasSize(46).doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldBrakeNodesWhileTheAggregatorIsOverloadedAndLetThemGo() throws Exception {
    try (var aggregators =
        new AggregatorRig(rig.bootstrap(), rig.registry.url(), folder.resolve("state"))) {
      // given: any backlog is too much for this aggregator
      Map<String, String> touchy =
          Map.of(
              "aggregator.flow.interval.ms", "100",
              "aggregator.flow.high.ms", "20",
              "aggregator.flow.low.ms", "10",
              "aggregator.flow.lag.mutations", "50",
              "aggregator.flow.step.ms", "100",
              "aggregator.window.ms", "100");
      CentreRig.create(rig.bootstrap(), aggregators.topics());
      try (EdgeNode node = rig.node("berlin", folder, aggregators.topics());
          var aggregator = aggregators.start(touchy)) {
        node.start();
        aggregators.create("other", 1, "item-0@b1", 1_000_000);

        // when: more and more comes, until the nodes are told
        FlowStatus told =
            await()
                .atMost(LONG)
                .until(
                    () -> {
                      flood(aggregators);
                      return node.network().flow();
                    },
                    flow -> flow.perSecond() >= 0);
        assertThat(told.reason()).isIn("LAG", "STANDSTILL");

        // then: it is let go when the backlog is gone
        await().atMost(LONG).until(() -> node.network().flow().perSecond() == -1);
        await().atMost(LONG).until(() -> aggregator.health().isReady());
      }
    }
  }

  private long sequence = 1;

  private void flood(AggregatorRig aggregators) {
    var batch = new ArrayList<byte[]>();
    for (int i = 0; i < 2_000; i++) {
      batch.add(aggregators.encode(aggregators.addition("other", ++sequence, "item-0@b1", 1)));
    }
    aggregators.sendAll("item-0@b1", batch);
  }

  private void say(Topics topics, String key, int perSecond, Duration holds) {
    try (var serdes = AvroSerdes.of(Map.of("schema.registry.url", rig.registry.url()));
        var producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", rig.bootstrap()),
                new StringSerializer(),
                new ByteArraySerializer())) {
      long nowMs = System.currentTimeMillis();
      var record =
          new FlowControl(perSecond, "TEST", Instant.ofEpochMilli(nowMs + holds.toMillis()));
      byte[] value = serdes.serializer(FlowControl.class).serialize(topics.flowControl(), record);
      var unused =
          producer.send(new ProducerRecord<>(topics.flowControl(), null, nowMs, key, value));
      producer.flush();
    }
  }

  private static List<Draft> sales(int count, int priority) {
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < count; i++) {
      drafts.add(sale(i % 5, priority));
    }
    return drafts;
  }

  private static Draft sale(int item, int priority) {
    return Draft.update(item(item), Change.add("quantity", -1)).withPriority(priority);
  }
}
