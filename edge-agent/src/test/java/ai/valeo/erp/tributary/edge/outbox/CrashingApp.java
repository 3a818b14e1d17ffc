package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.KilledChild;
import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult.Captured;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Captures, publishes and settles until it is killed, and says what it was told was done: {@code C
 * key id hlc} for a capture, {@code S sequence id} for a sequence given, {@code A sequence} for an
 * answer settled.
 */
final class CrashingApp {

  private CrashingApp() {}

  public static void main(String[] args) {
    var random = new Random(Long.parseLong(args[1]));
    int nextKey = Integer.parseInt(args[2]);
    EdgeStore store =
        EdgeStore.open(new StoreSettings(Path.of(args[0]), new EdgeNodeId("crashing")));
    var capture =
        new Capture(
            store,
            EntityTypes.bundled()::type,
            InstantSource.system(),
            () -> new MutationId(UUID.randomUUID().toString()));
    var queue = new PublishQueue(store, InstantSource.system());
    var settlement = new Settlement(store, Scope.ALL, InstantSource.system());
    var publishing = new Random(random.nextLong());
    Thread.ofPlatform().daemon(true).start(() -> publish(queue, settlement, publishing));
    KilledChild.say("R ready");
    while (true) {
      String key = "k" + nextKey++;
      var entity = new EntityKey("InventoryItem", "e" + random.nextInt(5));
      var draft =
          Draft.update(entity, Change.add("quantity", 1))
              .withPriority(1 + random.nextInt(10))
              .withIdempotencyKey(key);
      var captured = (Captured) capture.capture(draft);
      KilledChild.say("C " + key + " " + captured.id() + " " + captured.hlc());
    }
  }

  private static void publish(PublishQueue queue, Settlement settlement, Random random) {
    while (true) {
      queue
          .claim(1 + random.nextInt(20), 60)
          .entries()
          .forEach(entry -> KilledChild.say("S " + entry.sequence() + " " + entry.mutation().id()));
      List<OutboxEntry> unanswered = new ArrayList<>(queue.processing(0, 60).entries());
      unanswered.removeIf(entry -> random.nextBoolean());
      settlement.settle(unanswered.stream().map(CrashingApp::failed).toList(), Map.of());
      unanswered.forEach(entry -> KilledChild.say("A " + entry.sequence()));
    }
  }

  private static FeedItem failed(OutboxEntry entry) {
    var verdict = new Verdict(MutationState.FAILED, "INVARIANT", null, 0);
    return new FeedItem.Answered(
        new Answer(
            entry.mutation().id(), entry.sequence(), entry.mutation().draft().key(), verdict),
        true);
  }
}
