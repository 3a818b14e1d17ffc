package ai.valeo.erp.tributary.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.Answer.Verdict;
import ai.valeo.erp.tributary.edge.core.Base;
import ai.valeo.erp.tributary.edge.core.CapturedMutation;
import ai.valeo.erp.tributary.edge.core.Draft;
import ai.valeo.erp.tributary.edge.core.Flight;
import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.core.OutboxEntry;
import ai.valeo.erp.tributary.edge.core.Shadow;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Hlc;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a large outbox may cost: no question reads all of it, and its figures are kept exactly. */
class OutboxCostTest {

  private static final EntityKey KEY = new EntityKey("InventoryItem", "p@w");
  private static final String RECOUNT =
      "SELECT priority, substr(entity, 1, instr(entity, ':') - 1), SUM(phase < 3),"
          + " SUM(phase IN (1, 2)), SUM(phase = 3), SUM((phase < 3) * octet_length(changes)),"
          + " SUM((phase < 3) * retries) FROM outbox GROUP BY 1, 2";
  private static final String KEPT =
      "SELECT priority, type, unanswered, sent, answered, bytes, retries FROM outbox_figure"
          + " WHERE unanswered + answered > 0 ORDER BY 1, 2";

  private static final String IS_EMPTY = "SELECT EXISTS (SELECT 1 FROM outbox)";

  @TempDir Path folder;
  private EdgeStore store;
  private int made;

  @BeforeEach
  void open() {
    store = EdgeStore.open(new StoreSettings(folder.resolve("edge.db"), new EdgeNodeId("berlin")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void shouldNeverReadTheWholeOutbox() {
    store.run(transaction -> {
      // given every question and change of the daily work
      ask(transaction);

      // when
      var scans = new ArrayList<String>();
      for (String text : transaction.sql().texts()) {
        List<String> plan = text.equals(IS_EMPTY) ? List.of() : plan(transaction, text);
        boolean reads = plan.stream().anyMatch(step -> step.matches("SCAN outbox( .*)?"));
        boolean sorts = plan.stream().anyMatch(step -> step.contains("TEMP B-TREE"));
        if (reads && (sorts || !text.contains("LIMIT"))) { // in order it ends at the limit
          scans.add(text + " " + plan);
        }
      }

      // then
      assertThat(transaction.sql().texts()).hasSizeGreaterThan(20);
      assertThat(scans).isEmpty();
    });
  }

  @Test
  void shouldKeepItsFiguresWhateverHappens() {
    var random = new Random(20_261_121);
    for (int step = 0; step < 300; step++) {
      store.run(transaction -> happen(transaction, random));
      assertThat(rows(KEPT)).as("step %s", step).isEqualTo(rows(RECOUNT));
    }
    OutboxTable.Counts counts = store.read(tables -> tables.outbox().counts());
    assertThat(counts.pending()).isEqualTo(count("sequence = 0"));
    assertThat(counts.processing()).isEqualTo(count("phase IN (1, 2)"));
    assertThat(counts.answered()).isEqualTo(count("phase = 3"));
  }

  private void happen(Transaction transaction, Random random) {
    List<OutboxEntry> sent = transaction.outbox().processing(0, 100);
    switch (random.nextInt(6)) {
      case 0, 1 -> transaction.outbox().add(mutation(random.nextInt(20), 1 + random.nextInt(10)));
      case 2 -> {
        var claimed = new TreeMap<Long, Long>();
        transaction
            .outbox()
            .next(3)
            .forEach(entry -> claimed.put(entry.place(), transaction.nextSequence()));
        transaction.outbox().claim(claimed);
      }
      case 3 -> {
        if (!sent.isEmpty()) {
          transaction.outbox().noteRetry(1, sent.getLast().sequence(), "gone");
        }
      }
      case 4 -> {
        if (!sent.isEmpty()) {
          transaction.outbox().release(sent.getFirst().place());
        }
      }
      default -> {
        for (OutboxEntry entry : sent) {
          Flight flight = new Flight(entry.sequence(), entry.mutation().id(), Flight.Phase.OPEN, 0);
          switch (random.nextInt(3)) {
            case 0 -> transaction.outbox().update(List.of(at(flight, Flight.Phase.ANSWERED)));
            case 1 -> transaction.outbox().update(List.of(at(flight, Flight.Phase.IN_BASE)));
            default -> transaction.outbox().remove(entry.sequence());
          }
        }
      }
    }
  }

  private void ask(Transaction transaction) {
    OutboxTable outbox = transaction.outbox();
    outbox.add(mutation(1, 5));
    outbox.claim(1, transaction.nextSequence());
    outbox.noteRetry(1, 1, "gone");
    outbox.next(10);
    outbox.processing(0, 10);
    outbox.open(10);
    outbox.open(0, 10);
    outbox.sent(1);
    outbox.isGiven(1);
    outbox.lowestUnanswered();
    outbox.lowestUnanswered(0);
    outbox.flights(KEY);
    outbox.flights(KeyList.of(List.of(KEY)));
    outbox.pending(KeyList.of(List.of(KEY)));
    outbox.overlay(KEY);
    outbox.overlays(KeyList.of(List.of(KEY)));
    outbox.overlays(KEY, new EntityKey("InventoryItem", "q@w"));
    outbox.contains(KEY);
    outbox.get(new MutationId("m1"));
    outbox.isEmpty();
    outbox.counts();
    transaction.figures().all();
    transaction.keys("InventoryItem", "", null, 10);
    transaction.settled().putSent(1, new Verdict(MutationState.APPLIED, null, null, 1), 0);
    var flight = new Flight(1, new MutationId("m1"), Flight.Phase.OPEN, 0);
    var base = new Base(1, Hlc.ZERO, "other", false, new TreeMap<>());
    transaction.replace(
        KEY,
        new Shadow(null, null, List.of(flight)),
        new Shadow(base, null, List.of(at(flight, Flight.Phase.ANSWERED))));
    transaction.replace(
        KEY,
        new Shadow(base, null, List.of(at(flight, Flight.Phase.ANSWERED))),
        new Shadow(base, null, List.of()));
    outbox.release(1);
  }

  private static Flight at(Flight flight, Flight.Phase phase) {
    return new Flight(flight.sequence(), flight.id(), phase, 2);
  }

  private CapturedMutation mutation(int item, int priority) {
    EntityKey key = new EntityKey(item % 2 == 0 ? "InventoryItem" : "Product", "p" + item);
    var draft = Draft.update(key, Change.add("quantity", item)).withPriority(priority);
    return new CapturedMutation(new MutationId("m" + ++made), draft, 0, Hlc.ZERO, 1);
  }

  private static List<String> plan(Transaction transaction, String text) {
    return transaction.sql().list(row -> row.getString(4), "EXPLAIN QUERY PLAN " + text);
  }

  private List<List<Object>> rows(String query) {
    return store.read(tables ->
        tables
            .sql()
            .list(
                row -> {
                  var columns = new ArrayList<Object>();
                  for (int i = 1; i <= 7; i++) {
                    columns.add(row.getString(i));
                  }
                  return columns;
                },
                query));
  }

  private long count(String where) {
    return store.read(tables -> tables.sql().number("SELECT COUNT(*) FROM outbox WHERE " + where));
  }
}
