package ai.valeo.erp.tributary.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.EntityView;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult.Captured;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** A real store with the outbox around it, a clock that is set by hand and ids m1, m2, ... */
final class OutboxHarness implements AutoCloseable {

  static final EntityKey ITEM = new EntityKey("InventoryItem", "p@w");

  final AtomicLong nowMs = new AtomicLong(1_000);
  final EdgeStore store;
  final Capture capture;
  final PublishQueue queue;
  final Settlement settlement;
  final Views views;
  private final AtomicLong ids = new AtomicLong();

  OutboxHarness(Path folder, Scope scope) {
    store = EdgeStore.open(new StoreSettings(folder.resolve("edge.db"), new EdgeNodeId("berlin")));
    EntityTypes types = EntityTypes.bundled();
    InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
    capture =
        new Capture(store, types::type, clock, () -> new MutationId("m" + ids.incrementAndGet()));
    queue = new PublishQueue(store, clock);
    settlement = new Settlement(store, scope, clock);
    views = new Views(store, types::type);
  }

  OutboxHarness(Path folder) {
    this(folder, Scope.ALL);
  }

  Captured captured(Draft draft) {
    CaptureResult result = capture.capture(draft);
    assertThat(result).isInstanceOf(Captured.class);
    return (Captured) result;
  }

  List<OutboxEntry> claim(int limit) {
    return queue.claim(limit, 1_000).entries();
  }

  List<String> claimIds(int limit) {
    return claim(limit).stream().map(entry -> entry.mutation().id().value()).toList();
  }

  Settlement.Settled settle(FeedItem... items) {
    return settlement.settle(List.of(items), Map.of());
  }

  EntityView view() {
    return views.entity(ITEM).orElseThrow();
  }

  static FeedItem answer(long sequence, MutationState state, long version) {
    String code = state == MutationState.APPLIED ? null : "INVARIANT";
    return new FeedItem.Answered(
        new Answer(
            new MutationId("m" + sequence),
            sequence,
            ITEM,
            new Verdict(state, code, null, version)),
        true);
  }

  /** Applied, but every change of it lost, so that no record of it follows. */
  static FeedItem lost(long sequence, long version) {
    return switch (answer(sequence, MutationState.APPLIED, version)) {
      case FeedItem.Answered(Answer answer, boolean raised) -> new FeedItem.Answered(answer, false);
      case FeedItem other -> other;
    };
  }

  static FeedItem record(long version, long quantity, String updatedBy) {
    var values = new TreeMap<String, Value>(Map.of("quantity", Value.of(quantity)));
    var hlc = new Hlc(version * 10, 0);
    return new FeedItem.Received(ITEM, new Base(version, hlc, updatedBy, false, values), hlc);
  }

  @Override
  public void close() {
    store.close();
  }
}
