package ai.valeo.erp.tributary.edge.app;

import static ai.valeo.erp.tributary.edge.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.ConnectionState;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.RemoteStatus;
import ai.valeo.erp.tributary.edge.metrics.EdgeMetric;
import ai.valeo.erp.tributary.edge.outbox.BatchResult;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult;
import ai.valeo.erp.tributary.edge.outbox.EntityQuery;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.PositionTable.Partition;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.schemas.tracing.SpansInMemory;
import ai.valeo.erp.tributary.schemas.tracing.Stage;
import ai.valeo.erp.tributary.schemas.tracing.Tracing;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose broker and registry cannot be reached. */
class EdgeNodeTest {

  private static final EntityKey ITEM = new EntityKey("InventoryItem", "p@w");

  @TempDir Path folder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SpansInMemory spans = new SpansInMemory();
  private EdgeNode node;

  @BeforeEach
  void open() {
    open(Map.of());
  }

  private void open(Map<String, String> more) {
    var given = new HashMap<>(more);
    given.put("edge.node.id", "berlin");
    given.put("edge.store.file", folder.resolve("edge.db").toString());
    given.put("edge.network.timeout.ms", "100");
    given.put("edge.network.backoff.ms", "1");
    given.put("edge.network.backoff.max.ms", "2");
    given.put("edge.network.attempts", "2");
    given.put("kafka.bootstrap.servers", "127.0.0.1:1");
    given.put("schema.registry.url", "http://127.0.0.1:1");
    EdgeSettings settings = EdgeSettings.of(given);
    node = EdgeNode.open(settings, Surroundings.of(settings).withMeters(meters).withTracing(spans));
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void shouldWorkWithoutNetwork() throws InterruptedException {
    // given
    node.start();
    patiently().until(() -> node.stats().connection() == ConnectionState.OFFLINE);

    // when
    CaptureResult result = node.capture(Draft.update(ITEM, Change.add("quantity", 5)));

    // then
    assertThat(result).isInstanceOf(CaptureResult.Captured.class);
    assertThat(node.entity(ITEM).orElseThrow().value("quantity")).isEqualTo(Value.of(5));
    assertThat(node.pending(10)).hasSize(1);
    assertThat(node.stats().outbox().unanswered()).isEqualTo(1);
    assertThat(node.stats().feedLag()).isEqualTo(-1);
    assertThat(node.awaitSettled(Duration.ofMillis(10))).isFalse();
  }

  @Test
  void shouldTellListenersOfOwnWrites() {
    // given
    var changed = new ArrayList<Set<EntityKey>>();
    node.listenChanges(changed::add);

    // when
    node.captureAll(List.of(sale(1), sale(2)));

    // then
    assertThat(changed).containsExactly(Set.of(ITEM), Set.of(ITEM));
  }

  @Test
  void shouldBeginATraceForEachOfABatch() {
    // when
    BatchResult result = node.captureAll(List.of(sale(1), sale(2)));

    // then
    List<String> ids =
        ((BatchResult.AllCaptured) result)
            .captured().stream().map(captured -> captured.id().value()).toList();
    assertThat(spans.ended())
        .extracting(SpansInMemory.Recorded::stage)
        .containsExactly(Stage.CAPTURE, Stage.CAPTURE);
    assertThat(spans.ended())
        .extracting(span -> span.attributes().get(Tracing.MUTATION))
        .containsExactlyElementsOf(ids);
    assertThat(node.pending(10))
        .extracting(entry -> entry.mutation().draft().note().trace().traceparent())
        .containsExactlyElementsOf(spans.ended().stream().map(span -> span.place()).toList());
  }

  @Test
  void shouldEndTheTracesOfABatchThatIsRefused() {
    // when
    node.captureAll(List.of(sale(1), Draft.update(ITEM, Change.add("nothing", 1))));

    // then
    assertThat(spans.ended())
        .hasSize(2)
        .allSatisfy(span -> assertThat(span.attributes()).containsKey(Tracing.REASON));
  }

  @Test
  void shouldFilterAndPageEntities() {
    // given
    var drafts = new ArrayList<Draft>();
    for (int i = 0; i < 1_200; i++) {
      var key = new EntityKey("InventoryItem", String.format("i%04d", i));
      drafts.add(Draft.update(key, Change.add("quantity", i)));
    }
    assertThat(node.captureAll(drafts)).isInstanceOf(BatchResult.AllCaptured.class);
    EntityQuery high =
        EntityQuery.all("InventoryItem")
            .where(view ->
                view.value("quantity") instanceof Value.Whole(long number) && number >= 600);

    // when
    var all = node.entities(high);
    var page = node.entities(high.page("i0700", 2));

    // then
    assertThat(all).hasSize(600);
    assertThat(page).extracting(view -> view.key().entityId()).containsExactly("i0701", "i0702");
    assertThat(node.entities(EntityQuery.all("Spaceship"))).isEmpty();
  }

  @Test
  void shouldReadEntitiesAgainWhenTheScopeIsAnother() {
    // given: a scope, and places reached with it
    node.close();
    open(Map.of("edge.scope.where.InventoryItem.warehouseId", "north,south"));
    node.close();
    var entities = new Partition("tributary.entities.inventory-item.v1", 0);
    var outcomes = new Partition("tributary.outcomes.v1", 0);
    inStore(store ->
        store.write(transaction -> {
          transaction.positions().put(entities, 70);
          transaction.positions().put(outcomes, 7);
          return null;
        }));

    // when
    open(Map.of("edge.scope.where.InventoryItem.warehouseId", "south,north"));
    node.close();

    // then: the same scope in other words
    inStore(store -> assertThat(positions(store)).hasSize(2));

    // when
    open(Map.of("edge.scope.where.InventoryItem.warehouseId", "north,south,west"));
    node.close();

    // then
    inStore(store -> assertThat(positions(store)).containsExactly(Map.entry(outcomes, 7L)));
  }

  private static Map<Partition, Long> positions(EdgeStore store) {
    return store.read(tables -> tables.positions().all());
  }

  private void inStore(Consumer<EdgeStore> work) {
    var settings = new StoreSettings(folder.resolve("edge.db"), new EdgeNodeId("berlin"));
    try (EdgeStore store = EdgeStore.open(settings)) {
      work.accept(store);
    }
  }

  @Test
  void shouldRegisterOnlyMetricsOfTheCatalogue() {
    // given
    node.capture(sale(1));
    node.capture(sale(1).withPriority(99));

    // when
    var names =
        meters.getMeters().stream()
            .map(Meter::getId)
            .map(Meter.Id::getName)
            .filter(name -> !name.endsWith(".histogram"))
            .toList();

    // then
    assertThat(Arrays.stream(EdgeMetric.values()).map(EdgeMetric::id))
        .containsAll(Set.copyOf(names));
    assertThat(meters.get(EdgeMetric.CAPTURED.id()).tag("operation", "UPDATE").counter().count())
        .isEqualTo(1);
    assertThat(
            meters.get(EdgeMetric.REFUSED.id()).tag("reason", "INVALID_PRIORITY").counter().count())
        .isEqualTo(1);
    assertThat(meters.get(EdgeMetric.PENDING.id()).gauge().value()).isEqualTo(1);
    assertThat(meters.get(EdgeMetric.CAPTURE_TIME.id()).timer().count()).isEqualTo(2);
  }

  private static Draft sale(long pieces) {
    return Draft.update(ITEM, Change.add("quantity", -pieces));
  }

  @Test
  void shouldStayInOfflineModeOverRestarts() {
    // given
    node.start();
    node.setOfflineMode(true);
    assertThat(node.network().remotes()).hasSize(2);

    // when
    node.close();
    open(Map.of());
    node.start();

    // then
    assertThat(node.connectivity().offlineMode()).isTrue();
    assertThat(node.stats().connection()).isEqualTo(ConnectionState.OFFLINE);
    assertThat(node.network().remotes())
        .extracting(RemoteStatus::state)
        .containsOnly(RemoteStatus.State.UNKNOWN);

    // when
    node.setOfflineMode(false);

    // then
    patiently()
        .until(() ->
            node.network().remotes().stream()
                .allMatch(remote -> remote.state() == RemoteStatus.State.DOWN));
    node.close();
    open(Map.of());
    assertThat(node.connectivity().offlineMode()).isFalse();
  }
}
