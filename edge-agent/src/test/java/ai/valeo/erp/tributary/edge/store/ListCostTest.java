package ai.valeo.erp.tributary.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.edge.store.ListTable.Listed;
import ai.valeo.erp.tributary.edge.store.ListTable.Part;
import ai.valeo.erp.tributary.edge.store.ListTable.Place;
import ai.valeo.erp.tributary.schemas.entity.EdgeNodeId;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people look at all day must not cost more the more there is: SQLite's plans tell. */
class ListCostTest {

  private static final EntityKey KEY = new EntityKey("InventoryItem", "p@w");
  private static final KeyList KEYS = KeyList.of(List.of(KEY));

  /** Bounded by what waits for a person, and by what is on the page. */
  private static final String OVERRULED = "FROM settled WHERE place IN";

  @TempDir Path folder;

  @Test
  void shouldNeverReadAWholeTable() {
    var settings = new StoreSettings(folder.resolve("edge.db"), new EdgeNodeId("berlin"));
    try (EdgeStore store = EdgeStore.open(settings)) {
      store.run(transaction -> {
        // given every question of a list, of changes to be looked at and of the upkeep
        transaction.search().make("test");
        ask(transaction);

        // when
        var scans = new ArrayList<String>();
        for (String text : transaction.sql().texts()) {
          if (text.matches("(?s).*(search_list|attention|overruling|settled).*")
              && !text.contains(OVERRULED)) {
            plan(transaction, text).stream()
                .filter(step -> isDear(step, text))
                .forEach(step -> scans.add(text + " " + step));
          }
        }

        // then
        assertThat(transaction.sql().texts()).hasSizeGreaterThan(15);
        assertThat(scans).isEmpty();
      });
    }
  }

  @Test
  void shouldFindWhatIsOverruledByWhatIsNoted() {
    var settings = new StoreSettings(folder.resolve("edge.db"), new EdgeNodeId("berlin"));
    try (EdgeStore store = EdgeStore.open(settings)) {
      store.run(transaction -> {
        transaction.settled().overruled(10);
        String text =
            transaction.sql().texts().stream()
                .filter(one -> one.contains(OVERRULED))
                .findFirst()
                .orElseThrow();
        assertThat(plan(transaction, text))
            .anyMatch(step -> step.startsWith("SEARCH settled USING INTEGER PRIMARY KEY"))
            .anyMatch(step -> step.startsWith("SEARCH settled USING COVERING INDEX"))
            .noneMatch(step -> step.equals("SCAN settled"));
      });
    }
  }

  /** What is read in order ends at the limit. */
  private static boolean isDear(String step, String text) {
    return step.contains("TEMP B-TREE")
        || (step.matches("SCAN (search_list|attention|overruling|settled).*")
            && !text.contains("LIMIT"));
  }

  private static void ask(Transaction transaction) {
    ListTable lists = transaction.lists();
    for (boolean descending : List.of(true, false)) {
      for (@Nullable Boolean stock : Arrays.asList(null, true, false)) {
        for (List<String> values : List.of(List.of("=w"), List.of("=w", ListTable.UNSAID))) {
          var part = new Part("InventoryItem.warehouseId", values, 0, 9, descending, stock);
          lists.find(part, new Listed(KEY, 3), 10, 5);
        }
      }
    }
    lists.values("InventoryItem.warehouseId", 10);
    lists.hasAny("InventoryItem.warehouseId", "=w");
    lists.places(KEYS);
    var row = ListTable.row(KEY, new Place("InventoryItem.warehouseId", "=w", 0));
    lists.write(List.<@Nullable Object[]>of(row), List.<@Nullable Object[]>of(row));
    assertThat(lists.places(KEYS).get(KEY)).isEqualTo(Set.of(place()));
    AttentionTable attention = transaction.attention();
    attention.open(10);
    attention.open(new MutationId("m"));
    attention.conflicts();
    attention.count(MutationState.FAILED);
    attention.states(KEY, KEY);
    attention.states(KEYS);
    attention.acknowledge(new MutationId("m"));
    transaction.settled().latest(10);
    transaction.settled().get(new MutationId("m"));
    transaction.settled().forgetBefore(1, 10);
    transaction.overrulings().of(new MutationId("m"));
    transaction.overrulings().forgetBefore(1, 10);
  }

  private static Place place() {
    return new Place("InventoryItem.warehouseId", "=w", 0);
  }

  private static List<String> plan(Transaction transaction, String text) {
    return transaction.sql().list(row -> row.getString(4), "EXPLAIN QUERY PLAN " + text);
  }
}
