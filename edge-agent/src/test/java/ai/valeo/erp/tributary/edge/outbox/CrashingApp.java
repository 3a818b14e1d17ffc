package ai.valeo.erp.tributary.edge.outbox;

import ai.valeo.erp.tributary.edge.KilledChild;
import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.PublishNumber;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.outbox.CaptureResult.Captured;
import ai.valeo.erp.tributary.edge.store.EdgeStore;
import ai.valeo.erp.tributary.edge.store.StoreBackup;
import ai.valeo.erp.tributary.edge.store.StoreSettings;
import ai.valeo.erp.tributary.edge.store.Transaction;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * Captures, publishes, settles, forgets what is over, goes on as another incarnation and makes
 * backups until it is killed, and says what it was told was done: {@code C key id hlc} for a
 * capture, {@code S sequence id} for a sequence given, {@code A sequence id} for an answer settled,
 * {@code B done} for a backup, {@code F sequence id} for what was settled before it began.
 */
final class CrashingApp {

  private static final int FORGOTTEN_AT_ONCE = 10;

  private CrashingApp() {}

  private record Parts(EdgeStore store, PublishQueue queue, Settlement settlement) {}

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
    var parts = new Parts(store, queue, settlement);
    KilledChild.say("R ready");
    store
        .read(tables -> tables.settled().latest(Integer.MAX_VALUE))
        .forEach(item -> KilledChild.say("F " + item.sequence() + " " + item.id()));
    Thread.ofPlatform().daemon(true).start(() -> publish(parts, publishing));
    Thread.ofPlatform().daemon(true).start(() -> backUp(store.settings()));
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

  private static void publish(Parts parts, Random random) {
    while (true) {
      parts
          .queue()
          .claim(1 + random.nextInt(20), 60)
          .entries()
          .forEach(entry -> KilledChild.say("S " + entry.sequence() + " " + entry.mutation().id()));
      List<OutboxEntry> unanswered = new ArrayList<>(parts.queue().processing(0, 60).entries());
      unanswered.removeIf(entry -> random.nextBoolean());
      List<FeedItem> answers =
          unanswered.stream()
              .map(entry -> random.nextBoolean() ? failed(entry) : applied(entry))
              .toList();
      parts.settlement().settle(answers, Map.of());
      unanswered.forEach(
          entry -> KilledChild.say("A " + entry.sequence() + " " + entry.mutation().id()));
      if (random.nextInt(4) == 0) {
        parts
            .store()
            .run(transaction ->
                transaction.settled().forgetBefore(Long.MAX_VALUE, FORGOTTEN_AT_ONCE));
      }
      if (random.nextInt(20) == 0) {
        parts.store().run(CrashingApp::goOnAsAnother);
      }
    }
  }

  private static void goOnAsAnother(Transaction transaction) {
    int present = PublishNumber.of(transaction.node().sequence()).incarnation();
    transaction.enter(present + 1);
  }

  /** Each takes the place of the one before. */
  private static void backUp(StoreSettings settings) {
    Path target = settings.file().resolveSibling("backup.db");
    while (true) {
      try {
        Path next = settings.file().resolveSibling("next.db");
        Files.deleteIfExists(next);
        StoreBackup.make(settings, next);
        Files.move(next, target, StandardCopyOption.ATOMIC_MOVE);
        KilledChild.say("B done");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static FeedItem applied(OutboxEntry entry) {
    var verdict = new Verdict(MutationState.APPLIED, null, null, 0);
    return new FeedItem.Answered(
        new Answer(
            entry.mutation().id(), entry.sequence(), entry.mutation().draft().key(), verdict),
        false);
  }

  private static FeedItem failed(OutboxEntry entry) {
    var verdict = new Verdict(MutationState.FAILED, "INVARIANT", null, 0);
    return new FeedItem.Answered(
        new Answer(
            entry.mutation().id(), entry.sequence(), entry.mutation().draft().key(), verdict),
        true);
  }
}
