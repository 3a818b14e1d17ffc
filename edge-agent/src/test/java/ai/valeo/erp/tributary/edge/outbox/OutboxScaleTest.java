package ai.valeo.erp.tributary.edge.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Answer;
import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.FeedItem;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Scope;
import ai.valeo.erp.tributary.edge.search.SearchIndex;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An outbox of many entries from capture to the end, with the search index beside it. Full size:
 * {@code -Dtributary.outbox.entries=1000000}; what each step took is printed then.
 */
class OutboxScaleTest {

  private static final int ENTRIES = Integer.getInteger("tributary.outbox.entries", 6_000);
  private static final boolean TELLS = ENTRIES >= 50_000;
  private static final int CAPTURED_AT_ONCE = 500;
  private static final int CLAIMED_AT_ONCE = 1_000;
  private static final int WINDOW = 20_000;

  @TempDir Path folder;
  private long beganNanos = System.nanoTime();

  @Test
  void shouldTakeAnyNumberOfEntriesFromCaptureToTheEnd() {
    try (OutboxHarness edge = new OutboxHarness(folder, Scope.ALL);
        SearchIndex index = new SearchIndex(edge.store, EntityTypes.bundled().all())) {
      index.start();

      // when
      for (int from = 0; from < ENTRIES; from += CAPTURED_AT_ONCE) {
        edge.capture.captureAll(drafts(from, Math.min(ENTRIES, from + CAPTURED_AT_ONCE)));
      }
      tell("captured");
      var waiting = edge.store.read(tables -> tables.figures().all());
      tell("counted");
      settleAll(edge);
      tell("published and settled");

      // then
      assertThat(waiting.byPriority().values().stream().mapToLong(n -> n).sum()).isEqualTo(ENTRIES);
      var counts = edge.store.read(tables -> tables.outbox().counts());
      assertThat(counts.pending() + counts.processing() + counts.answered()).isZero();
      long settled = edge.store.read(tables -> tables.settled().count());
      assertThat(settled).isEqualTo(ENTRIES);
      assertThat(edge.store.read(tables -> tables.figures().all()).byType()).isEmpty();
      assertThat(edge.views.entity(key(3)).orElseThrow().value("name")).isEqualTo(title(3));
    }
  }

  /** Answers and records as a centre would give them, in the order of publication. */
  private static void settleAll(OutboxHarness edge) {
    List<OutboxEntry> sent = edge.queue.claim(CLAIMED_AT_ONCE, WINDOW).entries();
    while (!sent.isEmpty()) {
      var items = new ArrayList<FeedItem>();
      for (OutboxEntry entry : sent) {
        items.add(answer(entry));
      }
      edge.settlement.settle(List.copyOf(items), Map.of());
      items.clear();
      for (OutboxEntry entry : sent) {
        items.add(record(entry));
      }
      edge.settlement.settle(items, Map.of());
      sent = edge.queue.claim(CLAIMED_AT_ONCE, WINDOW).entries();
    }
  }

  private static FeedItem answer(OutboxEntry entry) {
    var verdict = new Verdict(MutationState.APPLIED, null, null, 1);
    var mutation = entry.mutation();
    return new FeedItem.Answered(
        new Answer(mutation.id(), entry.sequence(), mutation.draft().key(), verdict), true);
  }

  private static FeedItem record(OutboxEntry entry) {
    var values = new TreeMap<String, Value>();
    for (Change change : entry.mutation().draft().changes()) {
      values.put(change.attribute(), change.operand());
    }
    Hlc hlc = entry.mutation().hlc();
    return new FeedItem.Received(
        entry.mutation().draft().key(),
        new Base(1, hlc, entry.mutation().id().value(), false, values),
        hlc);
  }

  private static List<Draft> drafts(int from, int to) {
    var drafts = new ArrayList<Draft>();
    for (int number = from; number < to; number++) {
      drafts.add(draft(number).withPriority(1 + number % 10));
    }
    return drafts;
  }

  private static Draft draft(int number) {
    return switch (number % 4) {
      case 3 ->
          Draft.create(
              key(number),
              List.of(
                  Change.set("name", title(number)), Change.set("sku", Value.of("c" + number))));
      default ->
          Draft.create(
              key(number),
              List.of(
                  Change.set("productId", Value.of("p" + number)),
                  Change.set("warehouseId", Value.of("w")),
                  Change.set("quantity", Value.of(number))));
    };
  }

  private static EntityKey key(int number) {
    return number % 4 == 3
        ? new EntityKey("Product", "p" + number)
        : new EntityKey("InventoryItem", "p" + number + "@w");
  }

  private static Value title(int number) {
    return Value.of("Product number " + number);
  }

  private void tell(String step) {
    if (TELLS) {
      long tookMs = Duration.ofNanos(System.nanoTime() - beganNanos).toMillis();
      System.out.println(ENTRIES + " entries " + step + " after " + tookMs + " ms");
    }
    beganNanos = System.nanoTime();
  }
}
