package ai.valeo.erp.tributary.tests.endtoend;

import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.captureAll;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.item;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.stock;
import static ai.valeo.erp.tributary.tests.endtoend.NodeStock.views;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.topic.Topics;
import ai.valeo.erp.tributary.topology.app.Aggregator;
import ai.valeo.erp.tributary.topology.app.AggregatorSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several edge nodes and the real centre. */
class EdgesAndAggregatorIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int ITEMS = 8;

  @TempDir Path folder;

  /** What a node's listener has heard, by mutation. */
  private final Map<MutationId, Answer> answers = new ConcurrentHashMap<>();

  private final Map<MutationId, Draft> captures = new ConcurrentHashMap<>();

  @Test
  void shouldAgreeOnEverythingAfterWorkingApart() throws Exception {
    try (CentreRig rig = new CentreRig(folder.resolve("broker"))) {
      Topics topics = rig.newTopics();
      try (Aggregator centre = aggregator(rig, topics)) {
        centre.start();
        assertThat(centre.awaitRunning(LONG)).isTrue();
        try (EdgeNode berlin = node(rig, "berlin", topics);
            EdgeNode hamburg = node(rig, "hamburg", topics);
            EdgeNode vienna = node(rig, "vienna", topics)) {
          var nodes = List.of(berlin, hamburg, vienna);

          // given
          captureAll(berlin, stock(ITEMS, 100));
          nodes.forEach(EdgeNode::start);
          await()
              .atMost(LONG)
              .until(() -> nodes.stream().allMatch(node -> views(node).size() == ITEMS));

          // when
          var random = new Random(20_261_121);
          int captured = ITEMS;
          for (int round = 0; round < 3; round++) {
            nodes.get(round).setOfflineMode(true);
            for (EdgeNode node : nodes) {
              captured += work(node, drafts(random, node.id().value() + round));
            }
            nodes.get(round).setOfflineMode(false);
          }

          // then
          for (EdgeNode node : nodes) {
            assertThat(node.awaitSettled(LONG)).as("%s", node.stats()).isTrue();
          }
          await()
              .atMost(LONG)
              .untilAsserted(() -> {
                assertThat(views(hamburg)).isEqualTo(views(berlin));
                assertThat(views(vienna)).isEqualTo(views(berlin));
              });
          int all = captured;
          await().atMost(LONG).untilAsserted(() -> assertThat(answers).hasSize(all));
          assertThat(quantities(berlin)).isEqualTo(expected());
        }
      }
    }
  }

  private EdgeNode node(CentreRig rig, String id, Topics topics) {
    EdgeNode node = rig.node(id, folder, topics);
    node.listenAnswers(answer -> assertThat(answers.put(answer.mutationId(), answer)).isNull());
    return node;
  }

  private int work(EdgeNode node, List<Draft> drafts) {
    var result = (BatchResult.AllCaptured) node.captureAll(drafts);
    for (int i = 0; i < drafts.size(); i++) {
      captures.put(result.captured().get(i).id(), drafts.get(i));
    }
    return drafts.size();
  }

  /** Opening stock and every delta the centre has applied; nothing else. */
  private Map<EntityKey, Long> expected() {
    var expected = new TreeMap<EntityKey, Long>();
    for (int i = 0; i < ITEMS; i++) {
      expected.put(item(i), 100L);
    }
    captures.forEach((id, draft) -> {
      boolean applied = answers.get(id).verdict().state() == MutationState.APPLIED;
      Change change = draft.changes().getFirst();
      if (applied && change.operand() instanceof Value.Whole(long delta)) {
        expected.merge(draft.key(), delta, Long::sum);
      }
    });
    return expected;
  }

  private static List<Draft> drafts(Random random, String label) {
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < 60; i++) {
      EntityKey key = item(random.nextInt(ITEMS));
      drafts.add(
          random.nextInt(4) == 0
              ? Draft.update(key, Change.set("locationCode", Value.of(label + "-" + i)))
              : Draft.update(key, Change.add("quantity", random.nextInt(41) - 25)));
    }
    return drafts;
  }

  private static Map<EntityKey, Long> quantities(EdgeNode node) {
    var quantities = new TreeMap<EntityKey, Long>();
    views(node)
        .forEach((key, values) -> {
          if (values.get("quantity") instanceof Value.Whole(long number)) {
            quantities.put(key, number);
          }
        });
    return quantities;
  }

  private Aggregator aggregator(CentreRig rig, Topics topics) {
    return new Aggregator(
        AggregatorSettings.of(
            Map.of(
                "kafka.bootstrap.servers", rig.bootstrap(),
                "schema.registry.url", rig.registry.url(),
                "topics.prefix", topics.prefix(),
                "topics.partitions", "3",
                "topics.replication", "1",
                "aggregator.application.id", topics.prefix() + "aggregator",
                "aggregator.state.dir", folder.resolve("state").toString())),
        new SimpleMeterRegistry());
  }
}
