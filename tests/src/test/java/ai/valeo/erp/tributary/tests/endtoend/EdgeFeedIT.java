package ai.valeo.erp.tributary.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ai.valeo.erp.tributary.edge.app.EdgeNode;
import ai.valeo.erp.tributary.edge.app.EdgeSettings;
import ai.valeo.erp.tributary.edge.app.Surroundings;
import ai.valeo.erp.tributary.edge.app.SyncReport;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedProgress;
import ai.valeo.erp.tributary.edge.core.FeedState.Mode;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.search.SearchQuery;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.junit.jupiter.api.Test;

/** What a node reads: its scope, a changed scope, progress, and coming back after too long. */
class EdgeFeedIT extends WithCentre {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String WAREHOUSES = "edge.scope.where.InventoryItem.warehouseId";

  @Test
  void shouldFollowAChangedScope() throws Exception {
    try (FakeCentre centre = rig.centre(topics)) {
      // given
      for (String warehouse : List.of("A", "B", "C")) {
        for (int i = 0; i < 3; i++) {
          centre.change(stock(warehouse + i, warehouse));
        }
      }
      try (EdgeNode node = node("A")) {
        node.start();
        await().atMost(LONG).until(() -> ids(node).equals(Set.of("A0", "A1", "A2")));
        assertThat(node.awaitCaughtUp(LONG)).isTrue();
      }

      // when: wider, with a change that waits
      try (EdgeNode node = node("A,B")) {
        NodeStock.captureAll(node, List.of(Draft.update(item("A0"), Change.add("quantity", 5))));
        assertThat(ids(node)).containsExactly("A0", "A1", "A2");
        node.start();

        // then
        assertThat(node.awaitCaughtUp(LONG)).isTrue();
        assertThat(ids(node)).containsExactly("A0", "A1", "A2", "B0", "B1", "B2");
        await()
            .atMost(LONG)
            .until(() -> Set.copyOf(node.feed().modes().values()).equals(Set.of(Mode.FOLLOWING)));

        // when: one moves out, one moves in
        centre.change(Draft.update(item("A1"), Change.set("warehouseId", Value.of("C"))));
        centre.change(Draft.update(item("C1"), Change.set("warehouseId", Value.of("B"))));

        // then
        await()
            .atMost(LONG)
            .until(() -> ids(node).equals(Set.of("A0", "A2", "B0", "B1", "B2", "C1")));
        node.setOfflineMode(true);
        NodeStock.captureAll(node, List.of(Draft.update(item("A2"), Change.add("quantity", 1))));
      }

      // when: narrower, without a network
      try (EdgeNode node = node("B")) {
        // then: what has a change under way stays until that is over
        assertThat(ids(node)).containsExactly("A2", "B0", "B1", "B2", "C1");

        // when
        node.start();
        node.setOfflineMode(false);

        // then
        await().atMost(LONG).until(() -> ids(node).equals(Set.of("B0", "B1", "B2", "C1")));
        assertThat(centre.decided()).hasSize(2);
      }
    }
  }

  @Test
  void shouldReadAllAgainWhereDeletionsMayHaveBeenForgotten() throws Exception {
    try (FakeCentre centre = rig.centre(topics)) {
      // given
      for (int i = 0; i < 5; i++) {
        centre.change(product(i, "Tofu number" + i));
      }
      try (EdgeNode node = node("A")) {
        node.start();
        await().atMost(LONG).until(() -> products(node).size() == 5);
        assertThat(node.awaitCaughtUp(LONG)).isTrue();
      }

      // when: product 4 is deleted, and the topic forgets that it ever was
      centre.change(Draft.delete(new EntityKey("Product", "p4")));
      await().atMost(LONG).until(() -> centre.living().size() == 4);
      forgetAll(topics.prefix() + "entities.product.v1");
      for (int i = 0; i < 4; i++) {
        centre.change(
            Draft.update(
                new EntityKey("Product", "p" + i), Change.set("name", Value.of("Seitan"))));
      }

      // then
      try (EdgeNode node = node("A")) {
        assertThat(products(node)).hasSize(5);
        node.start();
        await().atMost(LONG).until(() -> products(node).equals(Set.of("p0", "p1", "p2", "p3")));
        await().atMost(LONG).until(() -> found(node, "tofu") == 0 && found(node, "seitan") == 4);
        await()
            .atMost(LONG)
            .until(() -> Set.copyOf(node.feed().modes().values()).equals(Set.of(Mode.FOLLOWING)));
      }

      // when: away for 40 days
      Map<String, String> scope = Map.of(WAREHOUSES, "A");
      EdgeSettings settings = rig.settings("berlin", folder, topics, scope);
      InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofDays(40));
      var passed = Collections.synchronizedList(new ArrayList<FeedProgress>());
      try (EdgeNode node = EdgeNode.open(settings, Surroundings.of(settings).withClock(later))) {
        node.feed().listenProgress(passed::add);
        node.start();

        // then: it reads what it has once more, and nobody sees anything of it
        await().atMost(LONG).until(() -> passed.stream().anyMatch(FeedProgress::isDone));
        assertThat(node.awaitCaughtUp(LONG)).isTrue();
        assertThat(products(node)).containsExactly("p0", "p1", "p2", "p3");
      }
    }
  }

  @Test
  void shouldSynchroniseNowAndTellHowFarItIs() throws Exception {
    try (FakeCentre centre = rig.centre(topics);
        EdgeNode node = node("A")) {
      // given
      assertThat(sync(node).result()).isEqualTo(SyncReport.Result.OFFLINE);
      var steps = Collections.synchronizedList(new ArrayList<FeedProgress>());
      node.feed().listenProgress(steps::add);
      for (int i = 0; i < 20; i++) {
        centre.change(product(i, "Chai"));
      }
      await().atMost(LONG).until(() -> centre.living().size() == 20);

      // when
      node.start();
      await().atMost(LONG).until(() -> node.stats().feedLag() == 0);
      NodeStock.captureAll(node, List.of(stock("A1", "A")));
      SyncReport report =
          await()
              .atMost(LONG)
              .until(() -> sync(node), one -> one.result() == SyncReport.Result.CAUGHT_UP);

      // then
      assertThat(report.unanswered()).isZero();
      assertThat(centre.decided()).hasSize(1);
      var products = steps.stream().filter(step -> step.entityType().equals("Product")).toList();
      assertThat(products)
          .isNotEmpty()
          .isSortedAccordingTo((left, right) -> Long.compare(left.processed(), right.processed()));
      assertThat(products.getLast().percentage()).isEqualTo(100.0);
      assertThat(products.getLast().currentItem()).startsWith("p");
      assertThat(node.feed().progress()).allMatch(FeedProgress::isDone);

      // when
      node.setOfflineMode(true);

      // then
      assertThat(sync(node).result()).isEqualTo(SyncReport.Result.OFFLINE);
    }
  }

  private static SyncReport sync(EdgeNode node) throws Exception {
    return node.feed().syncNow(LONG).get(LONG.toSeconds() * 2, TimeUnit.SECONDS);
  }

  private EdgeNode node(String warehouses) {
    return EdgeNode.open(rig.settings("berlin", folder, topics, Map.of(WAREHOUSES, warehouses)));
  }

  /** Deletes every record of a topic that is there now. */
  private static void forgetAll(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.bootstrap()))) {
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
      var policy = new AlterConfigOp(new ConfigEntry("cleanup.policy", "delete"), OpType.SET);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(policy))).all().get();
      var everything = new HashMap<TopicPartition, RecordsToDelete>();
      for (int partition = 0; partition < 3; partition++) {
        everything.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
      }
      await() // the broker hears of its topic's policy a little later
          .atMost(LONG)
          .ignoreExceptionsMatching(
              refused -> refused.getCause() instanceof PolicyViolationException)
          .until(() -> admin.deleteRecords(everything).all().get() == null);
    }
  }

  private static Set<String> ids(EdgeNode node) {
    var ids = new TreeSet<String>();
    node.entities(EntityQuery.all("InventoryItem")).forEach(view -> ids.add(view.key().entityId()));
    return ids;
  }

  private static long found(EdgeNode node, String words) {
    return node.search().search(SearchQuery.of("Product", words)).total();
  }

  private static Set<String> products(EdgeNode node) {
    var ids = new TreeSet<String>();
    node.entities(EntityQuery.all("Product")).forEach(view -> ids.add(view.key().entityId()));
    return ids;
  }

  private static EntityKey item(String id) {
    return new EntityKey("InventoryItem", id);
  }

  private static Draft stock(String id, String warehouse) {
    return Draft.create(
        item(id),
        List.of(
            Change.set("productId", Value.of("p" + id)),
            Change.set("warehouseId", Value.of(warehouse)),
            Change.set("quantity", Value.of(10))));
  }

  private static Draft product(int number, String name) {
    return Draft.create(
        new EntityKey("Product", "p" + number), List.of(Change.set("name", Value.of(name))));
  }
}
